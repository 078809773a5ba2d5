using System.Runtime.InteropServices;

namespace Deckle.Kernels.Hosts;

/// <summary>Waits for the end of a process that is not a child of this one.</summary>
internal static class ProcessWatch
{
    // Where the system has no event for it.
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a process of ours has this id. One that has ended and waits for its parent counts where the system tells no better.</summary>
    public static bool IsAlive(int id) => Native.Kill(id, 0) == 0 && !IsZombie(id);

    /// <summary>Completes when the process has ended; at once when there is none.</summary>
    public static Task EndOf(int id, TimeProvider time)
    {
        int descriptor = OperatingSystem.IsLinux() ? (int)Native.SystemCall(Native.PidfdOpen, id, 0) : -1;
        if (descriptor < 0)
        {
            return AskAsync(id, time);
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiter = new Thread(() =>
        {
            Wait(descriptor);
            ended.SetResult();
        })
        {
            IsBackground = true,
            Name = $"process {id}",
        };
        waiter.Start();
        return ended.Task;
    }

    private static async Task AskAsync(int id, TimeProvider time)
    {
        while (IsAlive(id))
        {
            await Task.Delay(AskEvery, time).ConfigureAwait(false);
        }
    }

    private static unsafe void Wait(int descriptor)
    {
        var wanted = new Native.PollDescriptor { Descriptor = descriptor, Wanted = Native.PollIn };
        while (Native.Poll(&wanted, 1, -1) < 0 && Marshal.GetLastPInvokeError() == 4)
        {
        }

        _ = Native.Close(descriptor);
    }

    // "1234 (a name) Z ...": a name may hold anything.
    private static bool IsZombie(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart().StartsWith("Z", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Tests.Waiting;

/// <summary>A process that another one started.</summary>
internal static class OtherProcess
{
    /// <summary>Whether a process runs. A zombie runs nothing.</summary>
    public static bool Runs(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Completes with the end of a process, whoever's child it is.</summary>
    public static Task EndOf(int id) => ProcessWatch.EndOf(id, TimeProvider.System);

    /// <summary>Waits for the end of a process.</summary>
    /// <returns>Whether it came in time.</returns>
    public static async Task<bool> EndsAsync(int id, TimeSpan within)
    {
        try
        {
            await EndOf(id).WaitAsync(within);
            return true;
        }
        catch (TimeoutException)
        {
            return !Runs(id);
        }
    }
}

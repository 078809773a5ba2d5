using System.Text;

namespace Deckle.Kernels.Hosts;

/// <summary>Reads a pipe to its end on a thread of its own and keeps the last of it.</summary>
internal sealed class OutputTail
{
    private const int Keep = 16 * 1024;

    // A child the kernel left behind may hold the pipe open for ever.
    private static readonly TimeSpan EndWithin = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] kept = [];

    private int descriptor;

    private OutputTail(int fd) => descriptor = fd;

    /// <summary>What is read; -1 behind its end.</summary>
    public int Descriptor => Volatile.Read(ref descriptor);

    public string Text
    {
        get
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString(kept);
            }
        }
    }

    /// <summary>Completes when whoever writes has closed the pipe.</summary>
    public Task Ended => ended.Task;

    /// <summary>Starts to read; the descriptor is closed at its end.</summary>
    public static OutputTail Follow(int fd)
    {
        var tail = new OutputTail(fd);
        var reader = new Thread(tail.Read) { IsBackground = true, Name = "kernel output" };
        reader.Start();
        return tail;
    }

    public void WaitForEnd() => ended.Task.Wait(EndWithin);

    private unsafe void Read()
    {
        byte[] buffer = new byte[8 * 1024];
        while (true)
        {
            nint length;
            fixed (byte* start = buffer)
            {
                length = Native.Read(Descriptor, start, buffer.Length);
            }

            if (length <= 0)
            {
                break;
            }

            lock (gate)
            {
                byte[] all = [.. kept, .. buffer.AsSpan(0, (int)length)];
                kept = all.Length > Keep ? all[^Keep..] : all;
            }
        }

        _ = Native.Close(Interlocked.Exchange(ref descriptor, -1));
        ended.SetResult();
    }
}

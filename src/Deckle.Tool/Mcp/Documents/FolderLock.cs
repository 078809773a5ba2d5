using System.Runtime.InteropServices;

namespace Deckle.Tool.Mcp.Documents;

/// <summary>
/// A lock on a folder that other processes of ours see (flock on the folder itself, so that no file is left behind). Where the file system
/// has none, as some network ones, there is none: then only writers of this process wait for each other.
/// </summary>
internal sealed partial class FolderLock : IDisposable
{
    private const int Exclusive = 2;
    private const int NoWait = 4;

    // Not for programs that we start: they would keep it.
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
    private static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly int descriptor;

    private FolderLock(int descriptor) => this.descriptor = descriptor;

    /// <param name="shown">What is to be written, for errors.</param>
    /// <exception cref="DeckleException"><c>notebook-busy</c>.</exception>
    public static async Task<FolderLock> TakeAsync(string folder, string shown, TimeProvider time, CancellationToken cancellationToken)
    {
        var held = new FolderLock(Open(folder, CloseOnExec));
        try
        {
            // The system's own wait cannot be cancelled.
            for (long start = time.GetTimestamp(); !held.Try(); await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false))
            {
                if (time.GetElapsedTime(start) > Patience)
                {
                    throw DocumentErrors.Busy(shown);
                }
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }
    }

    private bool Try() => descriptor < 0 || Flock(descriptor, Exclusive | NoWait) == 0 || Marshal.GetLastPInvokeError() != WouldBlock;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

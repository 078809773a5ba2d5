using Microsoft.Win32.SafeHandles;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>What papermill looks at to guess the paths it was not given.</summary>
/// <param name="InputIsPipe">Whether stdin is a pipe; a file, a terminal or a socket is none.</param>
/// <param name="OutputIsTerminal">Whether stdout is a terminal.</param>
internal sealed record StandardStreams(bool InputIsPipe, bool OutputIsTerminal)
{
    public static StandardStreams OfProcess() => new(Console.IsInputRedirected && IsPipe(), !Console.IsOutputRedirected);

    private static bool IsPipe()
    {
        try
        {
            // "pipe:[4711]" for a shell's pipe; a path for a named one, as for any file; "socket:[4711]".
            string? target = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/fd/0").LinkTarget : null;
            if (target is not null && !target.StartsWith('/'))
            {
                return target.StartsWith("pipe:", StringComparison.Ordinal);
            }

            using var handle = new SafeFileHandle(0, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return !stream.CanSeek && target?.StartsWith("/dev/", StringComparison.Ordinal) != true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}

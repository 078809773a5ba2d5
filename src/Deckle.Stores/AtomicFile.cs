namespace Deckle.Stores;

/// <summary>
/// Writes a file whole or not at all: beside it first, then by renaming. A crash, a full disk or a second reader never meets half a
/// file. The permissions of the old file are kept, and a link stays a link to the file that changes.
/// </summary>
public static class AtomicFile
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int Busy = 16;

    // Longer names would pass the file system's 255 bytes once ours are added.
    private const int MaxNameInTemporary = 48;

    /// <exception cref="DeckleException"><c>output-not-writable</c>, <c>disk-full</c>. The old file is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using Pending pending = Begin(path);
        try
        {
            pending.Stream.Write(bytes);
            pending.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(path, e);
        }
    }

    /// <param name="write">Writes the content. What it throws comes through, and the old file is as it was.</param>
    /// <exception cref="DeckleException"><c>output-not-writable</c>, <c>disk-full</c>.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using Pending pending = Begin(path);
        try
        {
            write(pending.Stream);
            pending.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(path, e);
        }
    }

    private static Pending Begin(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            if (Directory.Exists(full) || Path.EndsInDirectorySeparator(path))
            {
                throw FileErrors.IsFolder(path);
            }

            // A device or pipe (/dev/stdout, /dev/null, >(command)) is written to; renaming over it would replace it.
            if (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal))
            {
                return new Pending(new FileStream(full, FileMode.Open, FileAccess.Write), null, full);
            }

            string target = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
            string folder = Path.GetDirectoryName(target)!;
            if (!Directory.Exists(folder))
            {
                throw FileErrors.FolderMissing(path, Path.GetDirectoryName(path) is { Length: > 0 } given ? given : folder);
            }

            bool exists = File.Exists(target);
            if (exists && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            {
                throw FileErrors.ReadOnly(path);
            }

            FileStream stream = OpenBeside(folder, Path.GetFileName(target), out string temporary);
            var pending = new Pending(stream, temporary, target);
            if (exists && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
            }

            return pending;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(path, e);
        }
    }

    /// <summary>A new file <c>.NAME.deckle-PID.tmp</c>; with a number where a killed process of the same id left one, or another thread writes.</summary>
    private static FileStream OpenBeside(string folder, string name, out string temporary)
    {
        string shortName = name.Length > MaxNameInTemporary ? name[..MaxNameInTemporary] : name;
        for (int attempt = 0; ; attempt++)
        {
            string number = attempt == 0 ? "" : $"-{attempt}";
            temporary = Path.Combine(folder, $".{shortName}.deckle-{Environment.ProcessId}{number}.tmp");
            try
            {
                return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
            }
            catch (IOException) when (File.Exists(temporary) && attempt < 1000)
            {
            }
        }
    }

    private static DeckleException Translate(string path, Exception cause) => (cause.HResult & 0xFFFF) is NoSpace or QuotaExceeded
        ? FileErrors.DiskFull(path, cause)
        : FileErrors.NotWritable(path, cause);

    /// <param name="Temporary">The file beside; null where the target itself is being written.</param>
    private sealed record Pending(FileStream Stream, string? Temporary, string Target) : IDisposable
    {
        private bool isCommitted;

        public void Commit()
        {
            if (Temporary is null)
            {
                Stream.Dispose();
                return;
            }

            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            try
            {
                File.Move(Temporary, Target, overwrite: true);
                isCommitted = true;
            }
            catch (IOException e) when ((e.HResult & 0xFFFF) == Busy)
            {
                // A file that is a mount of its own, as in "docker run -v a.ipynb:/a.ipynb", cannot be replaced, only overwritten.
                File.Copy(Temporary, Target, overwrite: true);
            }
        }

        public void Dispose()
        {
            Stream.Dispose();
            if (Temporary is not null && !isCommitted)
            {
                File.Delete(Temporary);
            }
        }
    }
}

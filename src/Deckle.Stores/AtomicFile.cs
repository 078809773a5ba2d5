using System.Buffers;

namespace Deckle.Stores;

/// <summary>
/// Writes a file beside its place and renames it there: at any moment, even after a power cut, the place holds the old content or
/// the new, never a part. The permissions of the old file are kept, and a link stays a link to the file that is replaced.
/// </summary>
public static class AtomicFile
{
    // POSIX errno of "Device or resource busy" and "File exists", and Windows' number of the latter; .NET keeps them in HResult.
    private const int Busy = 16;
    private const int Exists = 17;
    private const int ExistsOnWindows = 80;

    // Longer names would pass the file system's 255 bytes once ours are added.
    private const int MaxNameBeside = 48;

    /// <exception cref="DeckleException"><c>output-not-writable</c>, <c>output-is-folder</c>, <c>output-no-folder</c>, <c>output-disk-full</c>. The old file is untouched.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        byte[] copy = content.ToArray();
        Write(path, output => output.Write(copy));
    }

    /// <summary>Writes what a caller puts out piece by piece, so that a large file is never whole in memory.</summary>
    /// <param name="forceToDisk">Whether the content must outlive a power cut; without it the place may then hold an empty file.</param>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})"/>
    public static void Write(string path, Action<IBufferWriter<byte>> write, bool forceToDisk = true)
    {
        string place = Target(path);
        if (IsDevice(place))
        {
            WriteThrough(place, path, write);
            return;
        }

        Replace(place, path, write, forceToDisk);
    }

    /// <summary>Replaces what stands at a place, a link itself.</summary>
    /// <param name="shown">The place as errors name it.</param>
    internal static void Replace(string place, string shown, Action<IBufferWriter<byte>> write, bool forceToDisk)
    {
        if (Directory.Exists(place))
        {
            throw StoreErrors.IsFolder(shown);
        }

        string? beside = null;
        try
        {
            using (FileStream stream = OpenBeside(place, out beside))
            {
                KeepPermissions(stream, place);
                var output = new StreamBufferWriter(stream);
                write(output);
                output.Flush();
                stream.Flush(forceToDisk);
            }

            Move(beside, place);
        }
        catch (Exception e)
        {
            Remove(beside);
            if (StoreErrors.From(e, shown) is { } error)
            {
                throw error;
            }

            throw;
        }
    }

    /// <summary>Says now what would fail later: that a file can be written at a place, without touching what is there.</summary>
    /// <param name="createFolder">Whether missing folders are made.</param>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})" path="/exception"/>
    public static void Prepare(string path, bool createFolder = false)
    {
        string place = Target(path);
        if (!IsDevice(place) || Directory.Exists(place))
        {
            Probe(Path.GetDirectoryName(place)!, place, path, createFolder);
        }
    }

    /// <inheritdoc cref="Prepare"/>
    /// <param name="shown">The place as errors name it.</param>
    internal static void Probe(string folder, string place, string shown, bool createFolder)
    {
        if (Directory.Exists(place))
        {
            throw StoreErrors.IsFolder(shown);
        }

        if (File.Exists(folder))
        {
            throw StoreErrors.FolderIsFile(shown, folder);
        }

        string probe = Path.Combine(folder, $".deckle-{Guid.NewGuid():N}.probe");
        try
        {
            if (createFolder)
            {
                Directory.CreateDirectory(folder);
            }

            using FileStream file = new(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (StoreErrors.From(e, shown) is { } error)
        {
            throw error;
        }
    }

    /// <summary>A link keeps pointing where it points; what it points to is replaced.</summary>
    internal static string Target(string path)
    {
        if (path.Length == 0)
        {
            throw StoreErrors.NoName();
        }

        string full = Path.GetFullPath(path);
        try
        {
            return new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        }
        catch (IOException)
        {
            return full;
        }
    }

    /// <summary>Renaming over <c>/dev/null</c> or a shell's <c>/dev/fd/63</c> would replace the device, for everybody.</summary>
    internal static bool IsDevice(string place) =>
        (place.StartsWith("/dev/", StringComparison.Ordinal) && !place.StartsWith("/dev/shm/", StringComparison.Ordinal)) || place.StartsWith("/proc/", StringComparison.Ordinal);

    private static void WriteThrough(string place, string path, Action<IBufferWriter<byte>> write)
    {
        try
        {
            using FileStream stream = new(place, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            var output = new StreamBufferWriter(stream);
            write(output);
            output.Flush();
        }
        catch (Exception e) when (StoreErrors.From(e, path) is { } error)
        {
            throw error;
        }
    }

    /// <summary>
    /// A new file <c>.NAME.deckle-PID.tmp</c>; with a number where a process of the same id was killed and left one (in a container
    /// every process has the same), or where another thread writes the same place.
    /// </summary>
    private static FileStream OpenBeside(string place, out string beside)
    {
        string name = Path.GetFileName(place);
        string prefix = $".{name[..Math.Min(name.Length, MaxNameBeside)]}.deckle-{Environment.ProcessId}";
        for (int attempt = 0; ; attempt++)
        {
            beside = Path.Combine(Path.GetDirectoryName(place)!, attempt == 0 ? $"{prefix}.tmp" : $"{prefix}-{attempt}.tmp");
            try
            {
                // Our own buffer stands before it.
                return new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            }
            catch (IOException e) when ((e.HResult & 0xFFFF) is Exists or ExistsOnWindows && attempt < 1000)
            {
                // The next number is free, or the one after it.
            }
        }
    }

    // Set afterwards, because a mode given when a file is made loses what the umask forbids.
    private static void KeepPermissions(FileStream stream, string place)
    {
        // Of the file itself: those of what a link leads to are none of it.
        var old = new FileInfo(place);
        if (!OperatingSystem.IsWindows() && old.Exists && !old.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, old.UnixFileMode);
        }
    }

    private static void Move(string beside, string place)
    {
        try
        {
            File.Move(beside, place, overwrite: true);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) == Busy)
        {
            // A file that is a mount of its own, as by "docker run -v a.ipynb:/a.ipynb", cannot be replaced, only overwritten.
            File.Copy(beside, place, overwrite: true);
            File.Delete(beside);
        }
    }

    private static void Remove(string? path)
    {
        try
        {
            if (path is not null)
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one to tell.
        }
    }
}

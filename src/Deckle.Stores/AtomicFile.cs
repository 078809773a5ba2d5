using System.Buffers;
using System.Globalization;

namespace Deckle.Stores;

/// <summary>
/// Writes a file beside its place and renames it there: at any moment the place holds the old content or the new, never a part.
/// </summary>
public static class AtomicFile
{
    /// <exception cref="DeckleException"><c>output-not-writable</c>, <c>output-is-folder</c>, <c>output-no-folder</c>, <c>output-disk-full</c>. The old file is untouched.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        byte[] copy = content.ToArray();
        Write(path, output => output.Write(copy));
    }

    /// <summary>Writes what a caller puts out piece by piece, so that a large file is never whole in memory.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})"/>
    public static void Write(string path, Action<IBufferWriter<byte>> write)
    {
        string place = Target(path);
        if (IsDevice(place))
        {
            WriteThrough(place, path, write);
            return;
        }

        string beside = Path.Combine(
            Path.GetDirectoryName(place)!, string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(place)}.deckle-{Environment.ProcessId}.tmp"));
        try
        {
            using (var stream = new FileStream(beside, OptionsFor(place)))
            {
                var output = new StreamBufferWriter(stream);
                write(output);
                output.Flush();
            }

            File.Move(beside, place, overwrite: true);
        }
        catch (Exception e)
        {
            Remove(beside);
            if (StoreErrors.From(e, path) is { } error)
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
        if (Directory.Exists(place))
        {
            throw StoreErrors.IsFolder(path);
        }

        if (IsDevice(place))
        {
            return;
        }

        string folder = Path.GetDirectoryName(place)!;

        string probe = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".deckle-{Environment.ProcessId}.probe"));
        try
        {
            if (createFolder)
            {
                Directory.CreateDirectory(folder);
            }

            using FileStream file = new(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (StoreErrors.From(e, path) is { } error)
        {
            throw error;
        }
    }

    // A link keeps pointing where it points; what it points to is replaced.
    private static string Target(string path)
    {
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

    // Renaming over /dev/null or a shell's /dev/fd/63 would replace the device, for everybody.
    private static bool IsDevice(string place) =>
        place.StartsWith("/dev/", StringComparison.Ordinal) || place.StartsWith("/proc/", StringComparison.Ordinal);

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

    private static FileStreamOptions OptionsFor(string place)
    {
        // Our own buffer stands before it.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && File.Exists(place))
        {
            options.UnixCreateMode = File.GetUnixFileMode(place);
        }

        return options;
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one to tell.
        }
    }
}

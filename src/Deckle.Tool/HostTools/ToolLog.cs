using System.Runtime.InteropServices;
using Deckle.Json;
using Microsoft.Win32.SafeHandles;

namespace Deckle.Tool.HostTools;

/// <summary>The log of tool calls: a line for each, written as one piece at the file's end, so that several programs may share it. For its user only.</summary>
internal sealed class ToolLog : IDisposable
{
    // Then it becomes FILE.1, and what was there before is gone.
    private const long Longest = 20 << 20;

    private readonly Lock gate = new();
    private SafeFileHandle? file;

    /// <param name="path">Null for the user's state folder.</param>
    public ToolLog(string? path) => Path = System.IO.Path.GetFullPath(path ?? System.IO.Path.Combine(StateFolder.Path, "tool-calls.jsonl"));

    /// <summary>Full.</summary>
    public string Path { get; }

    /// <summary>Makes sure that it can be written.</summary>
    /// <exception cref="DeckleException"><c>tools-log-unwritable</c>.</exception>
    public void Open()
    {
        lock (gate)
        {
            file ??= OpenFile();
        }
    }

    /// <exception cref="DeckleException"><c>tools-log-unwritable</c>.</exception>
    public void Write(ToolCallRecord record)
    {
        byte[] line = [.. JsonWriter.ToUtf8(record.ToJson(), JsonWriterOptions.Compact), (byte)'\n'];
        lock (gate)
        {
            file ??= OpenFile();
            try
            {
                RandomAccess.Write(file, line, fileOffset: 0);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw HostToolCallErrors.LogUnwritable(Path, e.Message);
            }
        }
    }

    public void Dispose() => file?.Dispose();

    private SafeFileHandle OpenFile()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var existing = new FileInfo(Path);
            if (existing is { Exists: true, Length: > Longest })
            {
                File.Move(Path, $"{Path}.1", overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostToolCallErrors.LogUnwritable(Path, e.Message);
        }

        // .NET's own appending writes at the end that it knew when it opened the file.
        var handle = NativeFile.OpenToAppend(Path);
        return handle.IsInvalid ? throw HostToolCallErrors.LogUnwritable(Path, Marshal.GetLastPInvokeErrorMessage()) : handle;
    }
}

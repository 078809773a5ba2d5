using Deckle.Stores;

namespace Deckle.Tool;

/// <summary>Notebooks as commands are given them: a path, or <c>-</c> for stdin and stdout.</summary>
internal static class NotebookInput
{
    /// <summary>The bytes of a file or of stdin.</summary>
    /// <exception cref="DeckleException"><c>input-not-found</c>, <c>input-is-folder</c>, <c>input-not-readable</c>.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        if (path == "-")
        {
            using Stream input = Console.OpenStandardInput();
            using var all = new MemoryStream();
            input.CopyTo(all);
            return all.GetBuffer().AsMemory(0, (int)all.Length);
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw StoreErrors.InputMissing(path);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw StoreErrors.InputIsFolder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.InputUnreadable(path, e.Message);
        }
    }

    public static void WriteToStdout(Notebook notebook, bool finalNewline = true)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(NotebookWriter.Write(notebook, finalNewline));
    }
}

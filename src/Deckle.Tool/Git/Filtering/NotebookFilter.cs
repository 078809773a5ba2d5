using Deckle.Stripping;

namespace Deckle.Tool.Git.Filtering;

/// <summary>
/// What the clean filter stores for a file. git must never lose a file: what is no notebook is stored as it is, with one warning.
/// </summary>
/// <param name="isStrict">Whether what is no notebook is refused instead, whatever the settings say.</param>
/// <param name="log">Where warnings and errors go; git shows it to its user.</param>
internal sealed class NotebookFilter(FilterRules rules, bool isStrict, TextWriter log)
{
    // A pointer is at most 1024 bytes long and begins with its version, says git-lfs' specification.
    private const int MaxPointer = 1024;

    private readonly HashSet<string> warned = [];

    /// <summary>What to store for a file; null where it is refused, which was said then.</summary>
    /// <param name="path">As git names it, from the top of the work tree.</param>
    /// <param name="content">The file. What is returned may be the same memory.</param>
    public ReadOnlyMemory<byte>? Clean(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            return CleanOrPass(path, content);
        }
        catch (DeckleException e)
        {
            log.WriteLine($"deckle: {path}: {ErrorRenderer.Text(e)}");
            return null;
        }
#pragma warning disable CA1031 // A defect must not end the process for all other files, and not store outputs unseen.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.WriteLine($"deckle: {path}: a defect of Deckle: {e.GetType().Name}: {e.Message}");
            return null;
        }
    }

    /// <summary>Strips a notebook of Jupyter or, by its name, of Zeppelin.</summary>
    /// <exception cref="DeckleException">It is none.</exception>
    public static ReadOnlyMemory<byte> Strip(string path, ReadOnlyMemory<byte> content, StripOptions options) =>
        path.EndsWith(".zpln", StringComparison.OrdinalIgnoreCase) ? ZeppelinStripper.Edit(content) : NotebookStripper.Edit(content, options);

    /// <summary>An empty file, which editors and <c>touch</c> make, and the pointer that git-lfs has put in place of a file.</summary>
    public static bool IsStoredAsItIs(ReadOnlySpan<byte> content) =>
        content.IsEmpty || (content.Length <= MaxPointer && (content.StartsWith("version https://git-lfs"u8) || content.StartsWith("version https://hawser"u8)));

    /// <summary>Whether an error says that a file is no notebook; others, such as wrong settings, are told whatever the file holds.</summary>
    public static bool IsAboutContent(DeckleException error) =>
        error.Code.StartsWith("notebook-", StringComparison.Ordinal) || error.Code.StartsWith("note-", StringComparison.Ordinal);

    private ReadOnlyMemory<byte> CleanOrPass(string path, ReadOnlyMemory<byte> content)
    {
        if (IsStoredAsItIs(content.Span) || rules.For(path) is not { } options)
        {
            return content;
        }

        try
        {
            return Strip(path, content, options);
        }
        catch (DeckleException e) when (IsAboutContent(e) && !isStrict && !rules.IsStrict(path))
        {
            // git asks more than once for a file that it is not sure about.
            if (warned.Add(path))
            {
                log.WriteLine($"deckle: {path}: {e.Message}; passed through unchanged");
            }

            return content;
        }
    }
}

using System.Buffers;

namespace Deckle.Audit.Hygiene;

/// <summary>
/// What a file is, as pre-commit says it in <c>types</c>: <c>text</c>, <c>yaml</c>, <c>executable</c>. Names and extensions decide; of what
/// these leave open, the beginning of the content does.
/// </summary>
public static class FileTags
{
    // As in libmagic: control characters but BEL to CR and ESC make a file binary. The first kilobyte is looked at.
    private static readonly SearchValues<byte> TextBytes =
        SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => b is (>= 7 and <= 13) or 27 or (>= 0x20 and not 0x7F)).Select(b => (byte)b)]);

    private const int Looked = 1024;

    /// <summary>All tags that a file can have; a folder has one of its own.</summary>
    public static IReadOnlySet<string> All { get; } =
        new HashSet<string>(["file", "directory", "symlink", "socket", "executable", "non-executable", "text", "binary", .. KnownFileTypes.Tags]);

    /// <summary>The tags of a file; of a symlink this is all that is said.</summary>
    public static IReadOnlySet<string> Of(HygieneFile file)
    {
        if (file.IsSymlink)
        {
            return new HashSet<string> { "symlink" };
        }

        var tags = new HashSet<string> { "file", file.IsExecutable ? "executable" : "non-executable" };
        IEnumerable<string> byName = KnownFileTypes.ByName(file.Name);
        tags.UnionWith(byName);
        if (!byName.Any() && file.IsExecutable && Shebang.Interpreter(file.Content.Span) is string interpreter)
        {
            tags.UnionWith(KnownFileTypes.ByInterpreter(interpreter));
        }

        if (!tags.Contains("text") && !tags.Contains("binary"))
        {
            tags.Add(IsText(file.Content.Span) ? "text" : "binary");
        }

        return tags;
    }

    /// <summary>Whether the beginning of a file looks like text of any encoding that has ASCII in it.</summary>
    public static bool IsText(ReadOnlySpan<byte> content) => !content[..Math.Min(content.Length, Looked)].ContainsAnyExcept(TextBytes);
}

using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Git.Texts;

/// <summary>
/// What git shows of a notebook. Where that fails for any reason, the file itself: an error would end the whole <c>git diff</c>, which
/// is needed most when a file is broken.
/// </summary>
internal static class TextConversion
{
    private static readonly string[] OurFilters = ["deckle", "nbstripout"];

    /// <param name="path">As git gives it: a file of the work tree from where git stands, or a temporary file with a blob.</param>
    public static ReadOnlyMemory<byte> Convert(string path, ReadOnlyMemory<byte> content, FilterRules rules)
    {
#pragma warning disable CA1031 // See above.
        try
        {
            ReadOnlyMemory<byte> stored = IsFiltered(path) ? Strip(path, content, rules) : content;
            return path.EndsWith(".zpln", StringComparison.OrdinalIgnoreCase)
                ? NotebookText.OfZeppelin(NotebookReader.ReadObject(stored))
                : NotebookText.Of(NotebookReader.Read(stored));
        }
        catch (Exception)
        {
            return content;
        }
#pragma warning restore CA1031
    }

    // A blob has passed the filter. A file of the work tree has not, and stands for what git would store; git gives it also in place of
    // a blob that it knows to be the same.
    private static bool IsFiltered(string path) =>
        !Path.IsPathRooted(path)
        && GitProgram.Run(null, ["check-attr", "-z", "filter", "--", path]).Entries is [_, _, var filter]
        && OurFilters.Contains(filter);

    private static ReadOnlyMemory<byte> Strip(string path, ReadOnlyMemory<byte> content, FilterRules rules) =>
        NotebookFilter.IsStoredAsItIs(content.Span) || rules.For(path) is not { } options ? content : NotebookFilter.Strip(path, content, options);
}

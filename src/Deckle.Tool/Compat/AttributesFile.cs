using Deckle.Stores;

namespace Deckle.Tool.Compat;

/// <summary>A file of git attributes: a pattern and its attributes on each line.</summary>
internal sealed record AttributesFile(string Path)
{
    /// <param name="path">As a user writes it: <c>~</c> is the home folder.</param>
    public static AttributesFile At(string path)
    {
        string home = Environment.GetEnvironmentVariable("HOME") ?? "";
        return new AttributesFile(path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path);
    }

    /// <summary>The lines with their ends; none where there is no file.</summary>
    /// <exception cref="DeckleException"><c>input-not-readable</c> and the like.</exception>
    public IReadOnlyList<string> Lines()
    {
        string text = File.Exists(Path) ? global::System.Text.Encoding.UTF8.GetString(NotebookInput.Read(Path).Span) : "";
        var lines = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at) is >= 0 and int found ? found + 1 : text.Length;
            lines.Add(text[at..end]);
            at = end;
        }

        return lines;
    }

    /// <summary>What a line gives an attribute for a pattern, such as <c>nbstripout</c> for <c>*.ipynb filter=nbstripout</c>; null where it does not.</summary>
    public static string? Value(string line, string pattern, string attribute)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words[0] == pattern
            ? words.Skip(1).FirstOrDefault(word => word.StartsWith($"{attribute}=", StringComparison.Ordinal))?[(attribute.Length + 1)..]
            : null;
    }

    /// <exception cref="DeckleException"><c>output-not-writable</c> and the like.</exception>
    public void Write(IEnumerable<string> lines)
    {
        AtomicFile.Prepare(Path, createFolder: true);
        AtomicFile.Write(Path, global::System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)));
    }
}

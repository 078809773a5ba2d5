using System.Text;
using Deckle.Stores;

namespace Deckle.Tool.Git.Configuring;

/// <summary>A gitattributes file. What is not ours stays as it is, to the byte: comments, order, line ends, names in any encoding.</summary>
/// <param name="Path">Where it is, or would be.</param>
internal sealed record AttributesFile(string Path, IReadOnlyList<AttributeLine> Lines)
{
    /// <summary>A file that may be missing.</summary>
    /// <exception cref="DeckleException"><c>input-not-readable</c>, <c>input-is-folder</c>.</exception>
    public static AttributesFile Read(string path)
    {
        try
        {
            // One character for each byte: what comes in goes out.
            return new AttributesFile(path, Split(File.ReadAllText(path, Encoding.Latin1)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new AttributesFile(path, []);
        }
        catch (Exception e) when (StoreErrors.FromReading(e, path) is { } error)
        {
            throw error;
        }
    }

    /// <exception cref="DeckleException"><c>output-not-writable</c> and the other errors of writing.</exception>
    public void Write()
    {
        AtomicFile.Prepare(Path, createFolder: true);
        AtomicFile.Write(Path, Encoding.Latin1.GetBytes(Text));
    }

    /// <summary>Writes it; a file without lines is removed.</summary>
    /// <inheritdoc cref="Write"/>
    public void WriteOrRemove()
    {
        if (Lines.Count > 0)
        {
            Write();
        }
        else if (File.Exists(Path))
        {
            Remove();
        }
    }

    /// <summary>The file with text behind what it has, as other tools write theirs.</summary>
    public AttributesFile WithText(string added) => this with { Lines = Split(Text + added) };

    /// <summary>
    /// The file with a line that gives attributes to a pattern. Later lines win in git, so it comes before the first one that says
    /// otherwise for some notebooks (<c>runs/*.ipynb -filter</c>), else last.
    /// </summary>
    public AttributesFile WithLine(string pattern, IReadOnlyList<string> words)
    {
        string end = Lines.Select(line => line.End).FirstOrDefault(text => text.Length > 0) ?? "\n";
        var line = new AttributeLine($"{pattern} {string.Join(' ', words)}", end);
        int at = Lines.TakeWhile(other => !IsException(other, words)).Count();
        // The line before may be the last one, without an end.
        IEnumerable<AttributeLine> before = Lines.Take(at).Select(item => item.End.Length > 0 ? item : item with { End = end });
        return this with { Lines = [.. before, line, .. Lines.Skip(at)] };
    }

    private string Text => string.Concat(Lines.Select(line => line.Text + line.End));

    private static bool IsException(AttributeLine line, IReadOnlyList<string> words) =>
        line.IsForNotebooks
        && !DeckleSettings.Attributes.ContainsKey(line.Pattern!)
        && words.Any(word => line.ValueOf(word.Split('=')[0]) is { } value && value != DeckleSettings.Driver);

    private static List<AttributeLine> Split(string text)
    {
        var lines = new List<AttributeLine>();
        int start = 0;
        while (start < text.Length)
        {
            int feed = text.IndexOf('\n', start);
            int next = feed < 0 ? text.Length : feed + 1;
            int end = feed < 0 ? next : feed > start && text[feed - 1] == '\r' ? feed - 1 : feed;
            lines.Add(new AttributeLine(text[start..end], text[end..next]));
            start = next;
        }

        return lines;
    }

    private void Remove()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (StoreErrors.From(e, Path) is { } error)
        {
            throw error;
        }
    }
}

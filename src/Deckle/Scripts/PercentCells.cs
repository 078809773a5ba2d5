using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>Cuts the lines of a script into cells.</summary>
/// <param name="main">The notebook's language, which is not always that of the file.</param>
/// <param name="hasCommentedMagics">Whether magics stand in comments; in jupytext's format <c>hydrogen</c> they do not.</param>
internal sealed class PercentCells(ScriptLanguage language, string main, bool hasCommentedMagics)
{
    private readonly Magics magics = new(language);

    /// <summary>Whether a marker had its metadata as one JSON object.</summary>
    public bool HasJsonMarkers { get; private set; }

    public IEnumerable<Cell> Read(string[] lines)
    {
        for (int start = 0; start < lines.Length;)
        {
            int next = NextMarker(lines, start);
            yield return ReadCell(lines, start, next);
            start = next;
        }
    }

    private int NextMarker(string[] lines, int start)
    {
        var quotes = new QuotedLines(language);
        for (int i = start; i < lines.Length; i++)
        {
            bool isQuoted = quotes.IsInside;
            quotes.Take(lines[i]);
            if (i > start && !isQuoted && CellMarker.Read(lines[i], language, out _) is not null)
            {
                return i;
            }
        }

        return lines.Length;
    }

    private Cell ReadCell(string[] lines, int start, int next)
    {
        JsonObject? marker = CellMarker.Read(lines[start], language, out bool isJson);
        HasJsonMarkers |= isJson;
        int first = marker is null ? start : start + 1;
        int end = WithoutBlankLines(lines, first, next);
        string[] source = lines[first..end];
        JsonObject metadata = marker ?? JsonObject.Empty;
        string kind = metadata.GetText("cell_type") ?? (Activity.In("ipynb", metadata) ? "code" : "raw");
        bool isCommented = metadata.Has("cell_type") || (kind == "raw" && !Activity.In(language.Extension[1..], metadata));
        metadata = metadata.Without("cell_type");
        metadata = metadata.GetText("active")?.Length == 0 ? metadata.Without("active") : metadata;

        string text = isCommented ? ReadText(source, ref metadata) : kind == "code" ? ReadCode(source, ref metadata) : string.Join('\n', source);
        int blank = next == lines.Length ? BlankAtEnd(end, next) : next - end;
        if (blank != BlankLines.Between(source.Length == 0 ? [""] : source, new ArraySegment<string>(lines, next, lines.Length - next), language))
        {
            metadata = metadata.With("lines_to_next_cell", blank);
        }

        return kind == "code"
            ? new Cell(JsonObject.Of(
                ("cell_type", kind), ("execution_count", JsonNull.Value), ("metadata", metadata), ("outputs", JsonArray.Empty), ("source", text)))
            : new Cell(JsonObject.Of(("cell_type", kind), ("metadata", metadata), ("source", text)));
    }

    // The line end of the last line is written like one blank line more.
    private static int BlankAtEnd(int end, int next) => end < next ? next - end + 1 : 1;

    /// <summary>One blank line parts two cells; two do where there are exactly two, around a function. More belong to the cell.</summary>
    private static int WithoutBlankLines(string[] lines, int first, int next)
    {
        bool IsBlank(int line) => line >= first && string.IsNullOrWhiteSpace(lines[line]);
        if (next - first >= 2 && IsBlank(next - 1) && IsBlank(next - 2) && !IsBlank(next - 3))
        {
            return next - 2;
        }

        return IsBlank(next - 1) ? next - 1 : next;
    }

    private string ReadText(string[] lines, ref JsonObject metadata)
    {
        if (language.IsPython && TripleQuotes.Read(lines) is { } quoted)
        {
            metadata = metadata.With("cell_marker", quoted.Marker);
            return quoted.Text;
        }

        return string.Join('\n', lines.Select(language.FromComment));
    }

    /// <summary>The source of a code cell; one of another language is a comment in the script, and begins with <c>%%language</c> in the notebook.</summary>
    private string ReadCode(string[] lines, ref JsonObject metadata)
    {
        string? other = metadata.GetText("language");
        bool isOther = other is not null && !ScriptLanguages.AreSame(other, main);
        if (!Activity.In(language.Extension[1..], metadata, otherwise: !isOther))
        {
            lines = [.. lines.Select(language.FromComment)];
        }
        else if (hasCommentedMagics)
        {
            lines = [.. magics.Uncomment(lines)];
        }

        string source = string.Join('\n', lines);
        if (other is null)
        {
            return source;
        }

        string? arguments = metadata.GetText("magic_args");
        metadata = metadata.Without("language");
        if (!isOther)
        {
            return source;
        }

        metadata = metadata.Without("magic_args");
        string magic = LanguageMagic.Sign(language) + other + (arguments is null ? "" : $" {arguments}");
        return lines.Length == 0 ? magic : $"{magic}\n{source}";
    }
}

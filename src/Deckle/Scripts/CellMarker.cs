using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>
/// The line that opens a cell: <c># %% title [markdown] key="value" tags=["a"]</c>, or with all metadata as one JSON object behind the title.
/// The title, the kind and the depth of Spyder's subcells (<c># %%%%</c>) are metadata too, as jupytext has them.
/// </summary>
internal static partial class CellMarker
{
    private static readonly SearchValues<char> NotInTitles = SearchValues.Create("={}[]\n\r");

    /// <summary>The metadata of a marker line; null for any other line.</summary>
    /// <param name="isJson">Whether the metadata were written as one object.</param>
    public static JsonObject? Read(string line, ScriptLanguage language, out bool isJson)
    {
        isJson = false;
        string text = line.TrimStart();
        if (!text.StartsWith(language.Comment, StringComparison.Ordinal))
        {
            return null;
        }

        text = language.FromComment(text).Trim();
        if (Prompt().IsMatch(text))
        {
            return JsonObject.Empty;
        }

        if (!Percent().IsMatch(text))
        {
            return null;
        }

        string options = text[2..];
        int depth = options.Length - options.TrimStart('%').Length;
        isJson = ParseOptions(options[depth..].Trim(), out string title, out JsonObject metadata);
        foreach (string kind in (ReadOnlySpan<string>)["markdown", "raw", "md"])
        {
            if (title.Contains($"[{kind}]", StringComparison.Ordinal))
            {
                title = title.Replace($"[{kind}]", "", StringComparison.Ordinal).Trim();
                metadata = metadata.With("cell_type", kind == "md" ? "markdown" : kind);
                metadata = kind == "md" ? metadata.With("region_name", kind) : metadata;
                break;
            }
        }

        metadata = depth > 0 ? metadata.With("cell_depth", depth) : metadata;
        return title.Length > 0 ? metadata.With("title", title) : metadata;
    }

    /// <param name="kind">What stands in brackets; null for a code cell.</param>
    /// <param name="indent">The space before the marker.</param>
    public static string Write(JsonObject metadata, string? kind, string indent, ScriptLanguage language, bool isJson)
    {
        var text = new StringBuilder("%%");
        if (metadata["cell_depth"] is JsonNumber depth && depth.TryGetInt64(out long count) && count is > 0 and < 100)
        {
            text.Append('%', (int)count);
            metadata = metadata.Without("cell_depth");
        }

        if (metadata.GetText("title") is { } title && IsTitle(title))
        {
            text.Append(' ').Append(title);
            metadata = metadata.Without("title");
        }

        if (kind is not null)
        {
            text.Append($" [{metadata.GetText("region_name") ?? kind}]");
            metadata = metadata.Without("region_name");
        }

        if (isJson)
        {
            text.Append(metadata.Count == 0 ? "" : " " + OneLine(metadata));
        }
        else
        {
            // A word without a value is a title, unless a value stands before it.
            foreach ((int index, JsonMember member) in metadata.Index())
            {
                bool isFlag = member.Value is JsonNull && index > 0 && Flag().IsMatch(member.Key);
                text.Append(' ').Append(member.Key == Unreadable ? "" : member.Key).Append(isFlag || member.Key == Unreadable ? "" : "=");
                text.Append(member.Key == Unreadable ? (member.Value as JsonString)?.Text.ReplaceLineEndings(" ") : isFlag ? "" : OneLine(member.Value));
            }
        }

        return indent + language.ToComment(text.ToString());
    }

    /// <summary>Whether a key can stand in a marker. Others stay behind in the notebook.</summary>
    public static bool IsKey(string key) => Key().IsMatch(key);

    // What would be read back as something else is better written as title="...".
    private static bool IsTitle(string title) =>
        title.Length > 0 && title == title.Trim() && title[0] != '%' && !title.AsSpan().ContainsAny(NotInTitles) && !title.Contains(" .", StringComparison.Ordinal) && title[0] != '.';

    // json.dumps: ASCII, so that a marker is a line whatever a string holds.
    private static string OneLine(JsonValue value) => JsonWriter.ToText(value, new JsonWriterOptions { AsciiOnly = true });

    private static bool ParseOptions(string text, out string title, out JsonObject metadata)
    {
        int brace = text.IndexOf('{', StringComparison.Ordinal);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (brace >= 0 && (equals < 0 || brace < equals) && LooseJson.Read(text[brace..]) is JsonObject all)
        {
            title = text[..brace].Trim();
            metadata = all;
            return true;
        }

        // The title ends before the word that the first = belongs to, and before words like .class.
        string head = equals < 0 ? text : text[..equals].TrimEnd();
        int end = equals < 0 ? head.Length : head.LastIndexOf(' ') + 1;
        title = head[..end].Trim();
        while (title.Length > 0 && title[(title.LastIndexOf(' ') + 1)..].StartsWith('.'))
        {
            title = title[..(title.LastIndexOf(' ') + 1)].Trim();
        }

        metadata = ParsePairs(text[title.Length..].Trim());
        return false;
    }

    /// <summary>Reads <c>key=value flag key=value</c> from the right, where a value ends for certain; it may hold spaces and equals signs.</summary>
    private static JsonObject ParsePairs(string text)
    {
        var members = new List<JsonMember>();
        while (text.Length > 0)
        {
            string word = text[(text.LastIndexOf(' ') + 1)..];
            if (Flag().IsMatch(word))
            {
                members.Add(new JsonMember(word, JsonNull.Value));
                text = text[..^word.Length].TrimEnd();
            }
            else if (LastPair(text, out int start) is { } pair)
            {
                members.Add(pair);
                text = text[..start].TrimEnd();
            }
            else
            {
                // jupytext's key for what it cannot read; it is written back as it is.
                members.Add(new JsonMember(Unreadable, text));
                break;
            }
        }

        members.Reverse();
        return JsonObject.From(members);
    }

    private static JsonMember? LastPair(string text, out int start)
    {
        start = 0;
        for (int equals = text.LastIndexOf('='); equals >= 0; equals = equals == 0 ? -1 : text.LastIndexOf('=', equals - 1))
        {
            string left = text[..equals].TrimEnd();
            start = left.LastIndexOf(' ') + 1;
            if (IsKey(left[start..]) && LooseJson.Read(text[(equals + 1)..]) is { } value)
            {
                return new JsonMember(left[start..], value);
            }
        }

        return null;
    }

    public const string Unreadable = "incorrectly_encoded_metadata";

    // %% and then space or more percent signs; %%bash is a magic.
    [GeneratedRegex(@"^%%%*(\s|$)")]
    private static partial Regex Percent();

    // What IPython's and nbconvert's scripts have between cells.
    [GeneratedRegex(@"^(?:<codecell>|In\[[0-9 ]*\]:?)$")]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^[a-zA-Z0-9_.@/-]+$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^[a-zA-Z_.][a-zA-Z0-9_.]*$")]
    private static partial Regex Flag();
}

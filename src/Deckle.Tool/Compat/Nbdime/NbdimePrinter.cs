using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Parameters.Formatting;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>Values in nbdime's layout: <c>key: value</c> lines with two spaces for each level, long base64 cut to its hash.</summary>
internal sealed partial class NbdimePrinter(TextWriter writer)
{
    public const string Indent = "  ";

    private const int Width = 78;
    private const int LongestBase64 = 64;

    // Beyond it, the line of a list is not built to be measured.
    private const int MostItems = 40;

    private static readonly string[] OutputKeys = ["output_type", "execution_count", "name", "text", "data", "ename", "evalue", "traceback"];
    private static readonly string[] KnownOfNotebook = ["kernelspec", "language_info"];
    private static readonly string[] KnownOfCell = ["collapsed", "autoscroll", "deletable", "format", "name", "tags"];
    private static readonly string[] KnownOfOutput = ["isolated"];

    public void Key(string prefix, string key) => writer.Write($"{prefix}{Safe(key)}:\n");

    public void KeyAndValue(string prefix, string key, string value) => writer.Write($"{prefix}{Safe(key)}: {Safe(value)}\n");

    public void Value(JsonValue value, string prefix)
    {
        switch (value)
        {
            case JsonObject members:
                Members(members, [], prefix);
                break;
            case JsonArray { Count: > 0 } items:
                List(items, prefix);
                break;
            default:
                Lines(Simple(value), prefix);
                break;
        }
    }

    public void Members(JsonObject members, IReadOnlyList<string> without, string prefix)
    {
        foreach (string key in members.Keys.Except(without).Order(CodePointOrder.Instance))
        {
            Item(key, members[key]!, prefix);
        }
    }

    public void Item(string key, JsonValue value, string prefix)
    {
        switch (value)
        {
            case JsonObject members:
                Key(prefix, key);
                Members(members, [], prefix + Indent);
                break;
            case JsonArray items:
                Key(prefix, key);
                List(items, prefix + Indent);
                break;
            default:
                string text = Simple(value);
                if (!text.Contains('\n', StringComparison.Ordinal))
                {
                    KeyAndValue(prefix, key, text);
                    break;
                }

                Key(prefix, key);
                foreach (string line in PythonLines.Split(text))
                {
                    writer.Write($"{prefix}{Indent}{Safe(PythonLines.WithoutEnd(line))}\n");
                }

                break;
        }
    }

    /// <summary>A text, each line behind the prefix.</summary>
    public void Lines(string text, string prefix)
    {
        foreach (string line in PythonLines.Split(text))
        {
            writer.Write(prefix + Safe(line));
        }

        if (!text.EndsWith('\n'))
        {
            writer.Write("\n");
        }
    }

    public void Metadata(JsonObject metadata, IReadOnlyList<string> known, string prefix)
    {
        JsonObject first = JsonObject.From(metadata.Where(member => known.Contains(member.Key)));
        JsonObject rest = JsonObject.From(metadata.Where(member => !known.Contains(member.Key)));
        if (first.Count > 0)
        {
            Key(prefix, "metadata (known keys)");
            Members(first, [], prefix + Indent);
        }

        if (rest.Count > 0)
        {
            Key(prefix, "metadata (unknown keys)");
            Members(rest, [], prefix + Indent);
        }
    }

    public void NotebookMetadata(JsonObject metadata) => Metadata(metadata, KnownOfNotebook, "");

    /// <param name="number">The cell's place; null where only its kind is said.</param>
    /// <param name="isHeaded">Whether the kind is said even where nothing else is shown.</param>
    public void Cell(JsonObject cell, int? number, string prefix, bool isHeaded, IReadOnlySet<string> parts)
    {
        string inner = prefix + Indent;
        bool isWritten = false;
        void Head()
        {
            if (!isWritten)
            {
                string place = number is { } at ? at.ToString(" 0", CultureInfo.InvariantCulture) : "";
                Key(prefix, $"{cell.GetText("cell_type") ?? "None"} cell{place}");
                isWritten = true;
            }
        }

        void Part(string key, string part, Action<JsonValue> write)
        {
            if (cell[key] is { } value && IsTrue(value) && parts.Contains(part))
            {
                Head();
                write(value);
            }
        }

        if (isHeaded)
        {
            Head();
        }

        Part("id", "details", id => Item("id", id, inner));
        Part("execution_count", "details", count => Item("execution_count", count, inner));
        Part("metadata", "metadata", metadata => Metadata(metadata as JsonObject ?? JsonObject.Empty, KnownOfCell, inner));
        Part("source", "sources", source =>
        {
            Key(inner, "source");
            Lines(Text(source), inner + Indent);
        });
        Part("attachments", "attachments", attachments => Attachments(attachments, inner));
        Part("outputs", "outputs", outputs =>
        {
            Key(inner, "outputs");
            foreach ((int index, JsonValue output) in (outputs as JsonArray ?? JsonArray.Empty).Index())
            {
                Output(output, index, inner + Indent);
            }
        });
        string[] shown = ["cell_type", "source", "execution_count", "outputs", "metadata", "id", "attachments"];
        if (parts.Contains("details") && cell.Keys.Except(shown).Any())
        {
            Head();
            Members(cell, shown, inner);
        }
    }

    public void Output(JsonValue value, int? number, string prefix)
    {
        string inner = prefix + Indent;
        Key(prefix, number is { } at ? at.ToString("'output '0", CultureInfo.InvariantCulture) : "output");
        if (value is not JsonObject output)
        {
            Value(value, inner);
            return;
        }

        foreach (string key in OutputKeys)
        {
            if (output[key] is { } member && IsTrue(member))
            {
                Item(key, member, inner);
            }
        }

        if (output["metadata"] is JsonObject { Count: > 0 } metadata)
        {
            Metadata(metadata, KnownOfOutput, inner);
        }

        Members(output, [.. OutputKeys, "metadata"], inner);
    }

    public void Attachments(JsonValue attachments, string prefix)
    {
        Key(prefix, "attachments");
        Members(attachments as JsonObject ?? JsonObject.Empty, [], prefix + Indent);
    }

    /// <summary>A string as it is, or cut where it is long base64; another value as Python prints it.</summary>
    public static string Simple(JsonValue value) => value is JsonString text ? Cut(text.Text) : PythonRepr.Repr(value);

    /// <summary>A string as Python writes it in code.</summary>
    public static string Quoted(string text) => PythonRepr.Repr(new JsonString(text));

    /// <summary>The first letters and the hash of long base64; any other text as it is.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= LongestBase64 || !Base64().IsMatch(text.Replace("\n", "", StringComparison.Ordinal)))
        {
            return text;
        }

#pragma warning disable CA5351 // nbdime shows MD5, to tell contents apart.
        string hash = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
        return $"{text[..8]}...<snip base64, md5={hash[..16]}...>";
    }

    // nbdime lets whatever a notebook holds command the terminal.
    private static string Safe(string text) =>
        Console.IsOutputRedirected ? text : SafeText.Of(PythonLines.WithoutEnd(text)) + (text.EndsWith('\n') ? "\n" : "");

    private static string Text(JsonValue value) => (value as JsonString)?.Text ?? PythonRepr.Repr(value);

    private void List(JsonArray items, string prefix)
    {
        string? line = items.Count <= MostItems ? PythonRepr.Repr(items) : null;
        if (line is not null && line.Length < Width - prefix.Length && !line.Contains("\\n", StringComparison.Ordinal))
        {
            writer.Write($"{prefix}{Safe(line)}\n");
            return;
        }

        foreach ((int index, JsonValue item) in items.Index())
        {
            Item(index.ToString("'item['0']'", CultureInfo.InvariantCulture), item, prefix);
        }
    }

    // Python's bool(value).
    private static bool IsTrue(JsonValue value) => value switch
    {
        JsonNull => false,
        JsonBoolean boolean => boolean.Value,
        JsonNumber number => number.ToDouble() != 0,
        JsonString text => text.Utf8.Length > 0,
        JsonArray items => items.Count > 0,
        JsonObject members => members.Count > 0,
        _ => true,
    };

    [GeneratedRegex("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")]
    private static partial Regex Base64();
}

using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Mcp;

/// <summary>Texts that are shown to a model: as much as it can use, and a word on the rest.</summary>
internal static class BoundedText
{
    /// <summary>How long a name may be that tells something.</summary>
    public const int ShortLength = 200;

    private const int MostItems = 100;

    /// <summary>A name, or as much of it as tells something: notebooks of others may hold any length.</summary>
    public static string Short(string name) => name.Length <= ShortLength ? name : $"{Fitting(name, ShortLength)}…";

    /// <summary>The first of several names, shortened, and as the last item how many more there are.</summary>
    public static JsonArray Short(IReadOnlyCollection<string> names, int most = 50)
    {
        IEnumerable<string> shown = names.Take(most).Select(Short);
        return JsonArray.From(names.Count <= most ? shown : shown.Append(string.Create(CultureInfo.InvariantCulture, $"… {names.Count - most} more")));
    }

    /// <summary>An object whose texts, and those of lists and objects in it, are bounded each.</summary>
    public static JsonObject Within(JsonObject members, int mostBytes) => JsonObject.From(members.Select(member => new JsonMember(Short(member.Key), Within(member.Value, mostBytes))));

    private static JsonValue Within(JsonValue value, int mostBytes) => value switch
    {
        JsonString text => new JsonString(Of(text.Text, mostBytes)),
        JsonObject members => Within(members, mostBytes),
        JsonArray items when items.Count <= MostItems => JsonArray.From(items.Select(item => Within(item, mostBytes))),
        JsonArray items => JsonArray.From(items.Take(MostItems).Select(item => Within(item, mostBytes)).Append($"… {items.Count - MostItems} more")),
        _ => value,
    };

    /// <summary>The text's beginning and end in no more than a number of bytes of UTF-8, with what was left out between them.</summary>
    /// <param name="rest">Where the whole text is; null to say only how much is missing.</param>
    public static string Of(string text, int mostBytes, string? rest = null)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes <= mostBytes)
        {
            return text;
        }

        // Errors stand at the end, what the text is at its beginning.
        string head = Fitting(text, mostBytes * 2 / 3);
        string tail = FittingEnd(text, mostBytes / 3);
        int left = bytes - Encoding.UTF8.GetByteCount(head) - Encoding.UTF8.GetByteCount(tail);
        string where = rest is null ? "" : $"; all of it: {rest}";
        return string.Create(CultureInfo.InvariantCulture, $"{head}\n[… {left} of {bytes} bytes left out{where} …]\n{tail}");
    }

    private static string Fitting(string text, int mostBytes)
    {
        int end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            mostBytes -= rune.Utf8SequenceLength;
            if (mostBytes < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..Math.Min(end, text.Length)];
    }

    private static string FittingEnd(string text, int mostBytes)
    {
        // No character takes more than three bytes a UTF-16 unit: a tail of that length holds what can fit.
        int start = Math.Max(0, text.Length - mostBytes);
        while (start < text.Length && (Encoding.UTF8.GetByteCount(text.AsSpan(start)) > mostBytes || char.IsLowSurrogate(text[start])))
        {
            start += Math.Max(1, (Encoding.UTF8.GetByteCount(text.AsSpan(start)) - mostBytes) / 3);
        }

        return text[start..];
    }
}

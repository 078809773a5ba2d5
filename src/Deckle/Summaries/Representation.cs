using Deckle.Json;

namespace Deckle.Summaries;

/// <summary>One of the forms that an output holds its result in.</summary>
/// <param name="Bytes">Its size: of text in UTF-8, of pictures in base64, of JSON as it stands in the file.</param>
public sealed record Representation(string MediaType, long Bytes)
{
    public static IReadOnlyList<Representation> Of(MimeBundle data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. data.Json.Select(member => new Representation(member.Key, Size(member.Value)))];
    }

    private static long Size(JsonValue value) => value switch
    {
        JsonString text => text.Utf8.Length,
        JsonArray lines when lines.All(line => line is JsonString) => lines.Sum(line => (long)((JsonString)line).Utf8.Length),
        { Span.IsNone: false } => value.Span.End - value.Span.Start,
        _ => value.ToString().Length,
    };
}

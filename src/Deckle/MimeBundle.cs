using Deckle.Json;

namespace Deckle;

/// <summary>The representations of one result by media type: nbformat's <c>data</c>.</summary>
/// <param name="Json">Media type to value. Text may be a list of lines; JSON types hold any value.</param>
public sealed record MimeBundle(JsonObject Json)
{
    public IEnumerable<string> MediaTypes => Json.Keys;

    /// <summary>The joined text of a media type; null when absent or not text.</summary>
    public string? Text(string mediaType) => Multiline.Join(Json[mediaType])?.Text;

    /// <summary>Whether values of a type are JSON, not text: <c>application/json</c> and <c>application/*+json</c> (nbformat's rule).</summary>
    public static bool IsJson(string mediaType) =>
        mediaType == "application/json"
        || (mediaType.StartsWith("application/", StringComparison.Ordinal) && mediaType.EndsWith("+json", StringComparison.Ordinal));

    /// <summary>Whether nbformat writes a type as a list of lines.</summary>
    public static bool IsSplit(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType is "application/javascript" or "image/svg+xml";
}

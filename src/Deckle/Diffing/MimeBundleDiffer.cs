using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Compares the representations of an output or an attachment, each by what its media type is.</summary>
internal static class MimeBundleDiffer
{
    public static Diff Compare(JsonObject before, JsonObject after) => MemberDiffer.Compare(before, after, Inside);

    // The lines of a picture's Base64 would be as many as its bytes, and nobody reads them.
    private static Diff? Inside(string mediaType, JsonValue before, JsonValue after) => (before, after) switch
    {
        (JsonString from, JsonString to) => HasLines(mediaType) ? TextDiffer.Compare(from, to) : null,
        _ when MimeBundle.IsJson(mediaType) || HasLines(mediaType) => ValueDiffer.TryCompare(before, after),
        _ => null,
    };

    private static bool HasLines(string mediaType) =>
        MimeBundle.IsSplit(mediaType) || MimeBundle.IsJson(mediaType) || mediaType.EndsWith("+xml", StringComparison.Ordinal);
}

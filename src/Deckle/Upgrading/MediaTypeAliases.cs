using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>nbformat 3's short names of media types.</summary>
internal static class MediaTypeAliases
{
    public static IReadOnlyList<(string Alias, string MediaType)> All { get; } =
    [
        ("text", "text/plain"),
        ("html", "text/html"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("latex", "text/latex"),
        ("json", "application/json"),
        ("javascript", "application/javascript"),
    ];

    /// <summary>The same members with media types for short names. A short name wins over its media type.</summary>
    public static JsonObject Expand(JsonObject members)
    {
        foreach ((string alias, string mediaType) in All)
        {
            if (members[alias] is { } value)
            {
                members = members.Without(alias).With(mediaType, value);
            }
        }

        return members;
    }

    public static bool Has(string mediaType) => All.Any(pair => pair.MediaType == mediaType);
}

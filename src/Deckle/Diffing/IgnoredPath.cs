using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>A value whose changes are not looked at, in the syntax of nbdime's <c>Ignore</c>.</summary>
/// <param name="Path">Keys behind slashes, and stars for indexes: <c>/cells/*/metadata/tags</c>. What is inside is ignored too.</param>
/// <param name="Keys">The only members of that object that are ignored; null for the whole value.</param>
public sealed record IgnoredPath(string Path, IReadOnlyList<string>? Keys = null)
{
    /// <summary>Without a slash at the end, and with one at the start; empty for the notebook itself.</summary>
    public string Path { get; } = Path.Trim('/') is { Length: > 0 } inner ? "/" + inner : "";

    /// <summary>The section <c>Ignore</c> of nbdime's configuration: for each path true, false or a list of keys.</summary>
    /// <exception cref="DeckleException"><c>diff-ignore-invalid</c>: another value.</exception>
    public static IReadOnlyList<IgnoredPath> Of(JsonObject section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var paths = new List<IgnoredPath>();
        foreach (JsonMember member in section)
        {
            switch (member.Value)
            {
                case JsonBoolean { Value: var isIgnored }:
                    paths.AddRange(isIgnored ? [new IgnoredPath(member.Key)] : []);
                    break;
                case JsonArray keys when keys.All(key => key is JsonString):
                    paths.Add(new IgnoredPath(member.Key, [.. keys.Select(key => ((JsonString)key).Text)]));
                    break;
                default:
                    throw DiffErrors.InvalidIgnore(member.Key, member.Value);
            }
        }

        return paths;
    }
}

using Deckle.Json;
using Deckle.Text;

namespace Deckle.Comparing;

/// <summary>
/// <c>metadata.deckle.test</c> of a cell: <c>{"skip": true, "check": false, "raises": true, "rtol": 1e-3, "atol": 0.01,
/// "skip_compare": ["stderr"], "only_compare": ["text/plain"]}</c>.
/// </summary>
internal static class MarkerMetadata
{
    private static readonly string[] Known = ["skip", "check", "raises", "rtol", "atol", "skip_compare", "only_compare"];

    public static CellMarkers Read(JsonObject metadata, out IReadOnlyList<MarkerWarning> warnings)
    {
        var found = new List<MarkerWarning>();
        warnings = found;
        JsonValue? test = metadata.Get<JsonObject>("deckle")?["test"];
        if (test is not JsonObject members)
        {
            if (test is not null)
            {
                found.Add(new(MarkerWarningKind.BadValue, "Cell metadata deckle.test is not an object, ignoring."));
            }

            return CellMarkers.None;
        }

        CellMarkers markers = CellMarkers.None;
        foreach (JsonMember member in members)
        {
            CellMarkers? changed = (member.Key, member.Value) switch
            {
                ("skip", JsonBoolean value) => markers with { Skip = value.Value },
                ("check", JsonBoolean value) => markers with { Check = value.Value },
                ("raises", JsonBoolean value) => markers with { RaisesException = value.Value },
                ("rtol", JsonNumber value) when MarkerValues.IsTolerance(value.ToDouble()) => markers with { Rtol = value.ToDouble() },
                ("atol", JsonNumber value) when MarkerValues.IsTolerance(value.ToDouble()) => markers with { Atol = value.ToDouble() },
                ("skip_compare", JsonArray value) when value.All(key => key is JsonString) => markers with { SkippedKeys = Texts(value) },
                ("only_compare", JsonArray value) when value.All(key => key is JsonString) => markers with { OnlyKeys = Texts(value) },
                _ => null,
            };
            if (changed is null)
            {
                found.Add(Known.Contains(member.Key)
                    ? new(MarkerWarningKind.BadValue, $"Cell metadata deckle.test.{member.Key} cannot be {member.Value}, ignoring.")
                    : new(MarkerWarningKind.Unknown, $"Cell metadata deckle.test.{member.Key} is not known{Meant(member.Key)}, ignoring."));
            }

            markers = changed ?? markers;
        }

        return markers;
    }

    private static string Meant(string key) => NearestName.Of(key, Known) is { } name ? $" (did you mean {name}?)" : "";

    private static string[] Texts(JsonArray keys) => [.. keys.OfType<JsonString>().Select(key => key.Text).Distinct()];
}

using Deckle.Json;
using Deckle.Scraps;

namespace Deckle;

/// <summary>
/// Reads the scraps of a notebook: scrapbook's wire format version 1 and papermill's older <c>record</c>.
/// Where scrapbook lets a display overwrite the data of its name, both are kept.
/// </summary>
public static class ScrapReader
{
    private const string Prefix = "application/scrapbook.scrap.";
    private const string LegacyPrefix = "application/papermill.record+";

    /// <summary>The scraps by name, in the order in which the names first appear.</summary>
    public static IReadOnlyDictionary<string, Scrap> Read(Notebook notebook)
    {
        var scraps = new OrderedDictionary<string, Scrap>(StringComparer.Ordinal);
        foreach (Output output in notebook.Cells.SelectMany(cell => cell.Outputs))
        {
            foreach (JsonMember representation in output.Data.Json)
            {
                if (Data(representation) is { } data)
                {
                    scraps[data.Name] = data with { Display = scraps.GetValueOrDefault(data.Name)?.Display };
                }
            }

            if (DisplayName(output) is { } name)
            {
                scraps[name] = (scraps.GetValueOrDefault(name) ?? new Scrap(name, null, null, null)) with { Display = output };
            }
        }

        return scraps;
    }

    private static Scrap? Data(JsonMember representation)
    {
        if (representation.Key.StartsWith(Prefix, StringComparison.Ordinal) && representation.Value is JsonObject payload)
        {
            string encoder = payload.GetText("encoder") ?? representation.Key[Prefix.Length..].Replace("+json", "", StringComparison.Ordinal);
            return payload.GetText("name") is { } name && payload["data"] is { } data ? new Scrap(name, encoder, Decode(encoder, data), null) : null;
        }

        // papermill.record: one member, its name and value.
        return representation.Key.StartsWith(LegacyPrefix, StringComparison.Ordinal) && representation.Value is JsonObject { Count: > 0 } record
            ? new Scrap(record.First().Key, representation.Key[LegacyPrefix.Length..], record.First().Value, null)
            : null;
    }

    private static JsonValue Decode(string encoder, JsonValue data)
    {
        if (encoder != "json" || data is not JsonString text)
        {
            return data;
        }

        try
        {
            // glue("x", "[1, 2]", "json") is the list, not the string.
            return JsonReader.Read(text.Utf8);
        }
        catch (JsonSyntaxException)
        {
            return data;
        }
    }

    private static string? DisplayName(Output output)
    {
        JsonObject metadata = output.Metadata;
        JsonObject? scrapbook = metadata.Get<JsonObject>("scrapbook");
        return scrapbook?["display"] is JsonBoolean { Value: true }
            ? scrapbook.GetText("name")
            : metadata.Get<JsonObject>("papermill")?.GetText("name");
    }
}

using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>Makes an output that stays the same in all runs.</summary>
internal sealed class OutputNoise(Noise noise, StripReport report)
{
    private const string WidgetView = "application/vnd.jupyter.widget-view+json";

    private readonly bool isText = (noise & (Noise.MemoryAddresses | Noise.Timings)) != 0;

    public JsonObject Strip(JsonObject output, JsonPath path)
    {
        foreach (string key in isText ? TextKeys : [])
        {
            output = OnText(output, key, path);
        }

        if (output["data"] is not JsonObject data)
        {
            return output;
        }

        JsonPath place = path.Key("data");
        JsonObject stripped = data;
        foreach (string mediaType in isText ? data.Keys.Where(type => type.StartsWith("text/", StringComparison.Ordinal)) : [])
        {
            stripped = OnText(stripped, mediaType, place);
        }

        if (noise.HasFlag(Noise.WidgetState) && stripped.Has(WidgetView))
        {
            report.Add(StripKind.Noise, place.Key(WidgetView), "widget view");
            stripped = stripped.Without(WidgetView);
        }

        return output.With("data", stripped);
    }

    // Those of streams and of errors, and the representations that outputs of nbformat 1 to 3 hold beside each other.
    private static readonly string[] TextKeys = ["text", "traceback", "evalue", "html"];

    private JsonObject OnText(JsonObject holder, string key, JsonPath path)
    {
        if (holder[key] is not { } value)
        {
            return holder;
        }

        JsonValue changed = OnText(value);
        if (ReferenceEquals(changed, value))
        {
            return holder;
        }

        report.Add(StripKind.Noise, path.Key(key), $"noise in {key}");
        return holder.With(key, changed);
    }

    private JsonValue OnText(JsonValue value)
    {
        switch (value)
        {
            case JsonString text:
                JsonString changed = noise.HasFlag(Noise.MemoryAddresses) ? MemoryAddress.Hide(text) : text;
                return noise.HasFlag(Noise.Timings) ? TimingText.Hide(changed) : changed;
            case JsonArray lines:
                for (int i = 0; i < lines.Count; i++)
                {
                    lines = lines.With(i, lines[i] is JsonString line ? OnText(line) : lines[i]);
                }

                return lines;
            default:
                return value;
        }
    }
}

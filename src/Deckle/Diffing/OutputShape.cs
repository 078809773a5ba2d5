using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>What kind of output it is: what stays when its cell is run again.</summary>
internal sealed class OutputShape
{
    private readonly string kind;
    private readonly string[] mediaTypes;
    private readonly ReadOnlyMemory<byte> text;

    private OutputShape(string kind, string[] mediaTypes, ReadOnlyMemory<byte> text)
    {
        this.kind = kind;
        this.mediaTypes = mediaTypes;
        this.text = text;
    }

    /// <summary>Equal for outputs of one shape.</summary>
    public string Key => field ??= string.Join('\n', [kind, .. mediaTypes]);

    private TokenBag Bag => field ??= TokenBag.Of(text.Span);

    /// <param name="output">An output; anything else has a shape of its own.</param>
    public static OutputShape Of(JsonValue output)
    {
        if (output is not JsonObject members)
        {
            return new OutputShape(output.GetType().Name, [], default);
        }

        string kind = members.GetText("output_type") ?? "";
        return kind switch
        {
            "stream" => new OutputShape($"stream {members.GetText("name")}", [], Utf8(members["text"])),

            // What the last line of a cell gives is the same picture when it is shown by a call.
            "display_data" or "execute_result" when members["data"] is JsonObject data => OfData(data),
            _ => new OutputShape(kind, [], Utf8(members["evalue"])),
        };
    }

    /// <summary>How alike two outputs are, 0 to 2: 0 where they cannot be one, 1 or more where they have one shape.</summary>
    public double Likeness(OutputShape other)
    {
        if (kind != other.kind)
        {
            return 0;
        }

        int all = mediaTypes.Length + other.mediaTypes.Length;
        double shared = all == 0 ? 1 : 2.0 * mediaTypes.Intersect(other.mediaTypes, StringComparer.Ordinal).Count() / all;
        return shared < 0.5 ? 0 : shared + Bag.Similarity(other.Bag);
    }

    private static OutputShape OfData(JsonObject data)
    {
        string[] mediaTypes = [.. data.Keys.Order(StringComparer.Ordinal)];
        string? telling = mediaTypes.FirstOrDefault(type => type == "text/plain") ?? mediaTypes.FirstOrDefault(MimeBundle.IsSplit);
        return new OutputShape("data", mediaTypes, telling is null ? default : Utf8(data[telling]));
    }

    private static ReadOnlyMemory<byte> Utf8(JsonValue? value) => (value as JsonString)?.Utf8 ?? default;
}

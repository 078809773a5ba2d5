using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// Keeps outputs within a number of bytes. Small ones stay whole and the large ones share what is left, so that a long print does not push
/// out the error behind it. Of a text its beginning and its end stay; data other than text go as a whole, and their metadata say so.
/// </summary>
internal static class BoundedOutputs
{
    public static JobOutputs Cut(IReadOnlyList<JsonObject> outputs, long? most)
    {
        long[] sizes = [.. outputs.Select(Size)];
        long all = sizes.Sum();
        if (most is not { } limit || all <= limit)
        {
            return new JobOutputs(JsonArray.From(outputs), all, IsTruncated: false);
        }

        long share = Share(sizes, limit);
        return new JobOutputs(JsonArray.From(outputs.Select((output, i) => sizes[i] <= share ? output : Cut(output, (int)share))), all, IsTruncated: true);
    }

    // The largest share at which those that need more and those that need less fit together.
    private static long Share(long[] sizes, long limit)
    {
        long left = limit;
        long[] ordered = [.. sizes.Order()];
        for (int i = 0; i < ordered.Length; i++)
        {
            long share = left / (ordered.Length - i);
            if (ordered[i] > share)
            {
                return share;
            }

            left -= ordered[i];
        }

        return long.MaxValue;
    }

    public static long Size(JsonObject output) =>
        Length(output["text"])
        + (output.Get<JsonObject>("data")?.Sum(member => Length(member.Value)) ?? 0)
        + Length(output["evalue"])
        + (output.Get<JsonArray>("traceback")?.Sum(Length) ?? 0);

    private static long Length(JsonValue? value) => value switch
    {
        null => 0,
        JsonString text => text.Utf8.Length,
        _ => JsonWriter.ToUtf8(value, JsonWriterOptions.Compact).Length,
    };

    private static JsonObject Cut(JsonObject output, int most)
    {
        if (output["text"] is JsonString text)
        {
            return output.With("text", Cut(text, most));
        }

        if (output["traceback"] is JsonArray traceback)
        {
            // The error itself stands in the last lines.
            var lines = new List<JsonValue>();
            int left = most;
            foreach (JsonValue line in traceback.Reverse())
            {
                left -= (int)Length(line);
                if (left < 0)
                {
                    break;
                }

                lines.Insert(0, line);
            }

            JsonValue value = output["evalue"] is JsonString evalue ? Cut(evalue, most) : JsonString.Empty;
            return output.With("traceback", JsonArray.From(lines)).With("evalue", value);
        }

        return output["data"] is JsonObject data ? CutData(output, data, most) : output;
    }

    private static JsonObject CutData(JsonObject output, JsonObject data, int most)
    {
        int left = most;
        JsonObject kept = JsonObject.Empty;
        JsonObject leftOut = JsonObject.Empty;

        // The plain text first: it is what stands for the others.
        foreach (JsonMember member in data.OrderBy(member => member.Key != "text/plain"))
        {
            long length = Length(member.Value);
            if (length <= left)
            {
                kept = kept.With(member.Key, member.Value);
                left -= (int)length;
            }
            else if (member is { Key: "text/plain", Value: JsonString plain })
            {
                kept = kept.With(member.Key, Cut(plain, left));
                left = 0;
            }
            else
            {
                leftOut = leftOut.With(member.Key, length);
            }
        }

        JsonObject metadata = output.Get<JsonObject>("metadata") ?? JsonObject.Empty;
        metadata = leftOut.Count == 0 ? metadata : metadata.With("deckle", JsonObject.Of(("left_out", leftOut)));
        return output.With("data", kept).With("metadata", metadata);
    }

    private static JsonString Cut(JsonString text, int most)
    {
        ReadOnlySpan<byte> bytes = text.Utf8.Span;
        if (bytes.Length <= most)
        {
            return text;
        }

        int head = Boundary(bytes, most / 2);
        int tail = Boundary(bytes, bytes.Length - (most - (most / 2)));
        string note = string.Create(CultureInfo.InvariantCulture, $"\n[{tail - head} bytes left out]\n");
        return new JsonString((byte[])[.. bytes[..head], .. Encoding.UTF8.GetBytes(note), .. bytes[tail..]]);
    }

    // Back to where a character begins.
    private static int Boundary(ReadOnlySpan<byte> bytes, int at)
    {
        while (at > 0 && at < bytes.Length && (bytes[at] & 0xC0) == 0x80)
        {
            at--;
        }

        return at;
    }
}

using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>
/// How large an output is for nbstripout: the characters of all its strings, keys not counted. Other values count what Python's
/// <c>str</c> makes of them.
/// </summary>
internal static class OutputSize
{
    // More than any file; from here sums cannot overflow.
    private const long MaxSize = long.MaxValue / 2;

    private static readonly string[] Counts = ["execution_count", "prompt_number"];

    /// <summary>Whether an output is larger. What lies behind the first excess is not looked at.</summary>
    /// <param name="clearsCounts">
    /// Whether its count is cleared. A count of null then takes no more room than the shortest number: with nbstripout, which counts
    /// the four characters of None, an output that just stays is too large the next time.
    /// </param>
    public static bool Exceeds(JsonValue output, long size, bool clearsCounts)
    {
        bool isCleared = clearsCounts && output is JsonObject members && Array.Exists(Counts, key => members[key] is JsonNull);
        return Rest(output, Math.Min(size, MaxSize) + (isCleared ? "None".Length - 1 : 0)) < 0;
    }

    /// <summary>What is left of a size; negative as soon as it is exceeded.</summary>
    private static long Rest(JsonValue value, long size)
    {
        switch (value)
        {
            case JsonString text:
                return size < text.LeastPoints ? -1 : size - CountPoints(text.Utf8.Span);
            case JsonArray items:
                for (int i = 0; i < items.Count && size >= 0; i++)
                {
                    size = Rest(items[i], size);
                }

                return size;
            case JsonObject members:
                for (int i = 0; i < members.Count && size >= 0; i++)
                {
                    size = Rest(members.Members[i].Value, size);
                }

                return size;
            case JsonNumber number:
                return size - PythonLength(number);
            case JsonBoolean truth:
                return size - (truth.Value ? "True" : "False").Length;
            default:
                return size - "None".Length;
        }
    }

    private static int CountPoints(ReadOnlySpan<byte> utf8)
    {
        int points = 0;
        foreach (byte b in utf8)
        {
            points += (b & 0xC0) == 0x80 ? 0 : 1;
        }

        return points;
    }

    private static int PythonLength(JsonNumber number) => number.IsInteger ? number.Canonical.Length : PythonFloat.Repr(number.ToDouble()).Length;
}

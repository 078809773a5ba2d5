using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>
/// Compares texts line by line. Never within a line: nbdime counts its characters in code points, its viewer in UTF-16 units, and lines
/// are understood by both.
/// </summary>
internal static class TextDiffer
{
    public static Diff Compare(JsonString before, JsonString after)
    {
        // One line of a log of megabytes: only what lies between the equal ends is cut into lines.
        (int line, int start) = CommonStart(before.Utf8.Span, after.Utf8.Span);
        ReadOnlyMemory<byte> from = before.Utf8[start..];
        ReadOnlyMemory<byte> to = after.Utf8[start..];
        int end = CommonEnd(from.Span, to.Span);
        return ListDiffer.Compare(Lines(from[..^end]), Lines(to[..^end]), ListDiffer.NoPairs, Whole, line);
    }

    private static JsonValue[] Lines(ReadOnlyMemory<byte> utf8) => [.. PythonLines.Split(new JsonString(utf8))];

    private static Diff Whole(JsonValue before, JsonValue after) => throw new InvalidOperationException("lines have no pairs");

    /// <summary>How many lines both texts begin with, and their length in bytes.</summary>
    private static (int Lines, int Length) CommonStart(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        int common = before.CommonPrefixLength(after);
        int lines = 0;
        int length = 0;
        while (true)
        {
            // A line end that is the last in common may go on: of "\r\n" one text may have the first byte only.
            int next = length + PythonLines.FirstLength(before[length..]);
            if (next >= common)
            {
                return (lines, length);
            }

            lines++;
            length = next;
        }
    }

    /// <summary>The length in bytes of the lines that both texts end with.</summary>
    private static int CommonEnd(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        int most = Math.Min(before.Length, after.Length);
        int common = 0;
        while (common < most && before[^(common + 1)] == after[^(common + 1)])
        {
            common++;
        }

        // Only behind a line end that is in both does a line begin in both.
        ReadOnlySpan<byte> end = before[^common..];
        return common - PythonLines.FirstLength(end);
    }
}

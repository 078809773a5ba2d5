using System.Buffers;

namespace Deckle.Diffing;

/// <summary>Cuts texts into words. Their hashes are the same in every process, or one pair of notebooks had several diffs.</summary>
internal static class Tokens
{
    // The shortest run that is taken for an embedded image. Cut at its '+' and '/' it would outweigh all text around it.
    private const int LeastBase64 = 200;

    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    public static List<int> Of(ReadOnlySpan<byte> utf8)
    {
        var words = new List<int>();
        int runEnd = 0;
        for (int at = 0; at < utf8.Length;)
        {
            if (at >= runEnd)
            {
                int run = utf8[at..].IndexOfAnyExcept(Base64);
                runEnd = run < 0 ? utf8.Length : at + Math.Max(run, 1);
                if (runEnd - at >= LeastBase64)
                {
                    words.Add(Hash(utf8[at..runEnd]));
                    at = runEnd;
                    continue;
                }
            }

            at = Ideograph(utf8, at) is var length and > 0 ? AddIdeograph(words, utf8, at, length)
                : IsWord(utf8[at]) ? AddWord(words, utf8, at)
                : at + 1;
        }

        return words.Count > 0 ? words : Marks(utf8);
    }

    private static int AddWord(List<int> words, ReadOnlySpan<byte> utf8, int start)
    {
        int end = start + 1;
        while (end < utf8.Length && IsWord(utf8[end]) && Ideograph(utf8, end) == 0)
        {
            end++;
        }

        words.Add(Hash(utf8[start..end]));
        return end;
    }

    // Chinese and Japanese have no spaces: pairs of neighbours stand for words.
    private static int AddIdeograph(List<int> words, ReadOnlySpan<byte> utf8, int at, int length)
    {
        bool hasNext = Ideograph(utf8, at + length) > 0;
        words.Add(Hash(utf8.Slice(at, hasNext ? 2 * length : length)));
        return at + length;
    }

    /// <summary>The length of the kana or ideograph (U+3000 to U+9FFF) at a place; 0 for anything else.</summary>
    private static int Ideograph(ReadOnlySpan<byte> utf8, int at) => at + 2 < utf8.Length && utf8[at] is >= 0xE3 and <= 0xE9 ? 3 : 0;

    private static bool IsWord(byte value) =>
        value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_' or >= 0x80;

    private static List<int> Marks(ReadOnlySpan<byte> utf8)
    {
        var marks = new List<int>();
        foreach (byte value in utf8)
        {
            if (value > (byte)' ')
            {
                marks.Add(value);
            }
        }

        return marks;
    }

    // FNV-1a with a last mix, since its low bits alone are poor.
    private static int Hash(ReadOnlySpan<byte> word)
    {
        uint hash = 2166136261;
        foreach (byte value in word)
        {
            hash = (hash ^ value) * 16777619;
        }

        hash ^= hash >> 15;
        return (int)(hash * 0x85EBCA6B);
    }
}

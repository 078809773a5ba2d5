namespace Deckle.Json;

/// <summary>Orders strings by code point, as Python does. Ordinal order of UTF-16 differs where surrogate pairs meet U+E000 to U+FFFF.</summary>
public sealed class CodePointOrder : IComparer<string>
{
    private CodePointOrder()
    {
    }

    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return string.CompareOrdinal(x, y);
        }

        int common = x.AsSpan().CommonPrefixLength(y);
        return common == x.Length || common == y.Length
            ? x.Length - y.Length
            : Weight(x, common) - Weight(y, common);
    }

    // A surrogate that is half of a pair stands for a code point above every other character; a lone one for itself.
    private static int Weight(string text, int index)
    {
        char c = text[index];
        bool isPaired = (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            || (char.IsLowSurrogate(c) && index > 0 && char.IsHighSurrogate(text[index - 1]));
        return isPaired ? c + 0x10000 : c;
    }
}

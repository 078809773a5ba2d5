namespace Deckle.Json;

/// <summary>The code points of UTF-16 text; a lone surrogate is its own code point.</summary>
internal static class CodePoints
{
    public static IReadOnlyList<int> Of(string text)
    {
        var points = new List<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            points.Add(isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i]);
        }

        return points;
    }

    public static bool IsSurrogate(int point) => point is >= 0xD800 and <= 0xDFFF;

    /// <summary>C0, delete, C1, and the line and paragraph separators: what some reader on the way would take as a line end or a key press.</summary>
    public static bool IsControl(int point) => point is < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029;

    public static string Text(int point) => point < 0x10000 ? ((char)point).ToString() : char.ConvertFromUtf32(point);
}

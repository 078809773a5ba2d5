using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>Text from a notebook made harmless and, where white space is what matters, visible.</summary>
internal static class VisibleText
{
    /// <summary>Control characters as their pictures: an escape sequence of a hostile output must not reach a terminal.</summary>
    public static string Of(string line, bool showsSpace)
    {
        var shown = new StringBuilder(line.Length);
        foreach (int point in CodePoints.Of(line))
        {
            switch (point)
            {
                case ' ' when showsSpace:
                    shown.Append('·');
                    break;
                case '\t':
                    shown.Append(showsSpace ? "→" : "\t");
                    break;
                case '\n':
                    shown.Append(showsSpace ? "↵" : "");
                    break;
                case < 0x20:
                    shown.Append((char)(0x2400 + point));
                    break;
                case 0x7F:
                    shown.Append('\u2421');
                    break;
                default:
                    shown.Append(IsInvisible(point, showsSpace) ? string.Create(CultureInfo.InvariantCulture, $"<U+{point:X4}>") : CodePoints.Text(point));
                    break;
            }
        }

        return shown.ToString();
    }

    /// <summary>Whether two texts have the same signs and differ in white space only.</summary>
    public static bool DifferInSpaceOnly(string one, string other) => WithoutSpace(one) == WithoutSpace(other);

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    // C1 controls, marks of direction and lone surrogates never; blanks that look like spaces only where they are the point.
    private static bool IsInvisible(int point, bool showsSpace) =>
        CodePoints.IsControl(point)
        || CodePoints.IsSurrogate(point)
        || point is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF
        || (showsSpace && point > ' ' && point < 0x10000 && (char.IsWhiteSpace((char)point) || point is >= 0x200B and <= 0x200F));
}

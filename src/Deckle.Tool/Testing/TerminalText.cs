using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Testing;

/// <summary>Text of kernels for a terminal: colours may stay, everything else that a terminal would obey becomes a sign for it (<c>␛</c>).</summary>
internal static partial class TerminalText
{
    // The block of Unicode that has a picture of each control character, in their order.
    private const char Pictures = '\u2400';

    /// <param name="colours">Whether ANSI colours stay.</param>
    public static string Of(string text, bool colours)
    {
        var shown = new StringBuilder(text.Length);
        int at = 0;
        foreach (Match colour in Colour().Matches(text))
        {
            Append(shown, text.AsSpan(at, colour.Index - at));
            shown.Append(colours ? colour.Value : "");
            at = colour.Index + colour.Length;
        }

        Append(shown, text.AsSpan(at));
        return shown.ToString();
    }

    private static void Append(StringBuilder shown, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            // C1, the upper control characters, are commands to some terminals too.
            shown.Append(c is '\t' ? c : c < ' ' ? (char)(Pictures + c) : c is >= '\u007f' and <= '\u009f' ? '\ufffd' : c);
        }
    }

    [GeneratedRegex(@"\x1b\[[0-9;:]*m")]
    private static partial Regex Colour();
}

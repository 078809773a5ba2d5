using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Batch;

/// <summary>Text of notebooks, for places that take text only: without the colours of terminals and without control characters.</summary>
internal static partial class PlainText
{
    public static string WithoutColours(string text) => Ansi().Replace(text, "");

    /// <summary>The text on one line.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in WithoutColours(text))
        {
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString().Trim();
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Ansi();
}

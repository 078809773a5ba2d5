using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

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

    /// <summary>XML 1.0 has no way to write most control characters and lone surrogates (section 2.2): they become U+FFFD.</summary>
    public static string ForXml(string text)
    {
        string plain = WithoutColours(text);
        var valid = new StringBuilder(plain.Length);
        for (int i = 0; i < plain.Length; i++)
        {
            if (i + 1 < plain.Length && XmlConvert.IsXmlSurrogatePair(plain[i + 1], plain[i]))
            {
                valid.Append(plain, i++, 2);
            }
            else
            {
                valid.Append(XmlConvert.IsXmlChar(plain[i]) ? plain[i] : '\ufffd');
            }
        }

        return valid.ToString();
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Ansi();
}

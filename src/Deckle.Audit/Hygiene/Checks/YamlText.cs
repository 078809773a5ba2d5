using YamlDotNet.Core;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>The characters of YAML.</summary>
internal static class YamlText
{
    /// <summary>Refuses control characters and what is no character, as YAML does (5.1).</summary>
    /// <exception cref="YamlTrouble">There is one.</exception>
    public static void RefuseUnprintable(string text)
    {
        int line = 1;
        int column = 1;
        foreach (char c in text)
        {
            if (c is not ('\t' or '\n' or '\r' or '\u0085' or (>= ' ' and <= '~') or (>= '\u00A0' and <= '\uFFFD')))
            {
                throw new YamlTrouble($"unacceptable character #x{(int)c:x4}: control characters are not allowed", new Mark(0, line, column));
            }

            (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
        }
    }

    /// <summary>
    /// The text without a byte order mark. The separators of lines and paragraphs, which YAML 1.2 takes for characters like any other,
    /// are replaced: the parser takes them for line ends.
    /// </summary>
    public static string ForParser(string text) =>
        (text.StartsWith('\uFEFF') ? text[1..] : text).Replace('\u2028', '\uE028').Replace('\u2029', '\uE029');
}

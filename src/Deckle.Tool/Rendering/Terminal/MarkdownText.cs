using System.Text.RegularExpressions;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>Markdown as it was written, with light emphasis: headings and strong text bold, code and links in colours, fences as they are.</summary>
internal static partial class MarkdownText
{
    // Of a line with a picture in it nothing is to be found.
    private const int LongestStyled = 5000;

    public static void Write(TerminalWriter writer, string source)
    {
        bool isFenced = false;
        string[] lines = source.Split('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            if (at > 0)
            {
                writer.Line();
            }

            string line = lines[at].TrimEnd('\r');
            bool isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (isFence || isFenced)
            {
                writer.Text(line, isFence ? TerminalStyle.Dim : new TerminalStyle("36"));
                isFenced ^= isFence;
            }
            else if (Heading().IsMatch(line))
            {
                writer.Text(line, new TerminalStyle("1;34"));
            }
            else if (line.Length > LongestStyled)
            {
                writer.Text(line);
            }
            else
            {
                Spans(writer, line);
            }
        }
    }

    private static void Spans(TerminalWriter writer, string line)
    {
        int at = 0;
        foreach (Match match in Span().Matches(line))
        {
            writer.Text(line.AsSpan(at, match.Index - at));
            TerminalStyle style = match.Groups["code"].Success ? new TerminalStyle("36")
                : match.Groups["strong"].Success ? TerminalStyle.Bold
                : match.Groups["link"].Success ? new TerminalStyle("34")
                : match.Groups["math"].Success ? new TerminalStyle("33")
                : match.Groups["mark"].Success ? TerminalStyle.Place
                : TerminalStyle.Italic;
            writer.Text(match.ValueSpan, style);
            at = match.Index + match.Length;
        }

        writer.Text(line.AsSpan(at));
    }

    [GeneratedRegex(@"^ {0,3}#{1,6}(\s|$)")]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^\s*(?<mark>[-*+>]|\d{1,3}[.)])(?=\s)|(?<code>`[^`]+`)|(?<strong>\*\*[^*\s][^*]*\*\*|__[^_\s][^_]*__)|(?<link>!?\[[^\]\[]*\]\([^()\s]*\))|(?<math>\$[^$\s][^$]*\$)|(?<!\w)(?<em>\*[^*\s][^*]*\*|_[^_\s][^_]*_)(?!\w)",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();
}

using System.Text.RegularExpressions;

namespace Deckle.Summaries;

/// <summary>What programs wrote for a terminal, as plain text: no colours, and of a line that was overwritten its last state.</summary>
internal static partial class TerminalText
{
    public static string Plain(string text)
    {
        string bare = text.Contains('\e', StringComparison.Ordinal) || text.Contains('\u009b', StringComparison.Ordinal) ? Escapes().Replace(text, "") : text;
        return bare.AsSpan().IndexOfAny('\r', '\b') < 0 ? bare : string.Join('\n', bare.Split('\n').Select(Shown));
    }

    private static string Shown(string line)
    {
        if (line.AsSpan().IndexOfAny('\r', '\b') < 0)
        {
            return line;
        }

        var shown = new List<char>(line.Length);
        int column = 0;
        foreach (char letter in line)
        {
            switch (letter)
            {
                case '\r':
                    column = 0;
                    break;
                case '\b':
                    column = Math.Max(0, column - 1);
                    break;
                default:
                    if (column < shown.Count)
                    {
                        shown[column] = letter;
                    }
                    else
                    {
                        shown.Add(letter);
                    }

                    column++;
                    break;
            }
        }

        return new string([.. shown]);
    }

    // ECMA-48: control sequences, strings that end with BEL or ST, and escapes of two characters.
    [GeneratedRegex(@"(?:\e\[|\u009b)[0-?]*[ -/]*[@-~]|\e[\]PX^_][^\a\e]*(?:\a|\e\\|$)|\e[ -/]*[0-~]?")]
    private static partial Regex Escapes();
}

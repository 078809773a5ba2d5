using System.Text;
using Deckle.Comparing;

namespace Deckle.Tool.Testing;

/// <summary>Differences in colours: what was expected in red, what came in green, the parts that differ reversed.</summary>
internal static class DifferencePainter
{
    private const string Reset = "\e[0m";
    private const string Reversed = "\e[7m";
    private const string Unreversed = "\e[27m";

    public static string Paint(DifferenceLine line) => line.Kind switch
    {
        DifferenceLineKind.Title => $"\e[1m{line}{Reset}",
        DifferenceLineKind.Expected => $"\e[31m  - {Marked(line)}{Reset}",
        DifferenceLineKind.Actual => $"\e[32m  + {Marked(line)}{Reset}",
        DifferenceLineKind.Gap => $"\e[2m{line}{Reset}",
        _ => line.ToString(),
    };

    private static string Marked(DifferenceLine line)
    {
        var text = new StringBuilder();
        int at = 0;
        foreach (Range part in line.Marked)
        {
            (int start, int length) = part.GetOffsetAndLength(line.Text.Length);
            text.Append(line.Text, at, start - at).Append(Reversed).Append(line.Text, start, length).Append(Unreversed);
            at = start + length;
        }

        return text.Append(line.Text, at, line.Text.Length - at).ToString();
    }
}

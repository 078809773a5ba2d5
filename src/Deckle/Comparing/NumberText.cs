using System.Globalization;
using System.Text.RegularExpressions;

namespace Deckle.Comparing;

/// <summary>
/// Text with numbers in it, compared number by number. Not numbers are: parts of words and hexadecimal (<c>x1</c>, <c>0x1f</c>), versions (<c>1.2.3</c>),
/// dates, times and ranges (<c>2024-01-02</c>, <c>12:30</c>), and what begins with zeros (<c>007</c>); they are text like the rest.
/// </summary>
internal static partial class NumberText
{
    /// <summary>The numbers that are too far apart; null where the texts differ otherwise.</summary>
    public static IReadOnlyList<ValueDetail>? Differences(string expected, string actual, Tolerance tolerance)
    {
        MatchCollection left = Number().Matches(expected);
        MatchCollection right = Number().Matches(actual);
        if (left.Count != right.Count)
        {
            return null;
        }

        // Columns are as wide as their numbers: once one of them is written differently, alignment says nothing.
        bool isAligned = true;
        for (int i = 0; i < left.Count && isAligned; i++)
        {
            isAligned = left[i].ValueSpan.SequenceEqual(right[i].ValueSpan);
        }

        var details = new List<ValueDetail>();
        int leftEnd = 0;
        int rightEnd = 0;
        int line = 1;
        for (int i = 0; i <= left.Count; i++)
        {
            ReadOnlySpan<char> leftText = expected.AsSpan(leftEnd, (i < left.Count ? left[i].Index : expected.Length) - leftEnd);
            ReadOnlySpan<char> rightText = actual.AsSpan(rightEnd, (i < left.Count ? right[i].Index : actual.Length) - rightEnd);
            if (!leftText.SequenceEqual(rightText) && (isAligned || !AlignedText.AreSame(leftText, rightText)))
            {
                return null;
            }

            if (i == left.Count)
            {
                break;
            }

            line += leftText.Count('\n');
            if (Difference(left[i].Value, right[i].Value, tolerance, line) is { } detail)
            {
                details.Add(detail);
            }

            leftEnd = left[i].Index + left[i].Length;
            rightEnd = right[i].Index + right[i].Length;
        }

        return details;
    }

    private static ValueDetail? Difference(string expected, string actual, Tolerance tolerance, int line)
    {
        if (expected == actual)
        {
            return null;
        }

        double left = Value(expected);
        double right = Value(actual);
        bool isAllowed = !tolerance.IsNone && tolerance.Allows(left, right);
        return isAllowed
            ? null
            : new ValueDetail(string.Create(CultureInfo.InvariantCulture, $"line {line}"), expected, actual, Tolerance.RelativeError(left, right));
    }

    private static double Value(string number) =>
        double.Parse(number.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);

    // With a point or an exponent, thousands only with a fraction behind them; or else a whole number.
    // Atomic: a number of 100,000 digits that turns out to be part of a word is not tried digit by digit.
    [GeneratedRegex(
        """
        (?<![\w.])(?<![0-9][:/])
        (?>
          [-+]?
          (?: [0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+ | [0-9]+\.[0-9]* | \.[0-9]+ | [0-9]+(?=[eE][-+]?[0-9]) )
          (?: [eE][-+]?[0-9]+ )?
        )
        (?!\.?\w*[0-9])(?![:/][0-9])
        |
        (?<![\w.])(?<![0-9][-:/])
        (?> [-+]? (?: 0 | [1-9][0-9]* ) )
        (?!\.?\w*[0-9])(?![-:/][0-9])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}

using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>
/// What IPython's <c>%time</c> and <c>%timeit</c> print. Only whole lines of exactly their form count: a notebook's own
/// "Wall time: about an hour" is a result.
/// </summary>
internal static partial class TimingText
{
    /// <summary>The text with all durations zero; the very same string where there are none.</summary>
    public static JsonString Hide(JsonString text)
    {
        // The patterns need UTF-16, which most outputs are spared by this look at their bytes.
        ReadOnlySpan<byte> utf8 = text.Utf8.Span;
        if (utf8.IndexOf(" time"u8) < 0 && utf8.IndexOf("times: "u8) < 0 && utf8.IndexOf(" per loop "u8) < 0)
        {
            return text;
        }

        string before = text.Text;
        string after = TimeitLine().Replace(TimeLine().Replace(before, ZeroTime), "0s ± 0s per loop (mean ± std. dev. of ${runs}, 1 loop each)");
        return after == before ? text : new JsonString(after);
    }

    // The shortest duration there is: what was small enough to stay must not grow.
    private static string ZeroTime(Match line) => Duration().Replace(line.Value, "0s");

    // CPU times: user 1.2 ms, sys: 0 ns, total: 1.2 ms    Wall time: 1min 3s    Compiler : 123 ms
    [GeneratedRegex(@"^(?:CPU times: (?:user " + Number + ", sys: " + Number + ", )?total: " + Number + "|Wall time: " + Number + "|Compiler(?: time)?\\s*: " + Number + @")(?=\r?$)", RegexOptions.Multiline)]
    private static partial Regex TimeLine();

    // 1.23 µs ± 45.6 ns per loop (mean ± std. dev. of 7 runs, 100,000 loops each)
    [GeneratedRegex("^" + Number + @" (?:±|\+-) " + Number + @" per loop \(mean (?:±|\+-) std\. dev\. of (?<runs>\d+ runs?), [\d,]+ loops? each\)(?=\r?$)", RegexOptions.Multiline)]
    private static partial Regex TimeitLine();

    [GeneratedRegex(Number)]
    private static partial Regex Duration();

    // 1.2 ms    850 µs    3.02 s    1min 3s    2d 4h 1min 3s
    private const string Number = @"(?:\d+(?:\.\d+)?(?:e[+-]\d+)? (?:s|ms|µs|us|ns|\u03bcs)|\d+(?:d|h|min|s)(?: \d+(?:h|min|s))*)";
}

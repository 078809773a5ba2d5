using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Batches;

/// <summary>
/// Evenly spaced numbers, both ends included: <c>1..5</c>, <c>10..1</c>, <c>1..10..2</c>, <c>0.1..0.5..0.1</c>. Counted in decimal, so that
/// the third of the last is 0.3 and not 0.30000000000000004. Nothing is made until it is asked for.
/// </summary>
public sealed partial class GridRange : IEnumerable<JsonValue>
{
    private readonly decimal first;
    private readonly decimal step;
    private readonly bool isInteger;

    private GridRange(decimal first, decimal step, BigInteger count, bool isInteger)
    {
        this.first = first;
        this.step = step;
        this.isInteger = isInteger;
        Count = count;
    }

    public BigInteger Count { get; }

    /// <summary>Whether a text begins as a range does, so that what is wrong with it is worth telling.</summary>
    public static bool IsMeant(string text) => Beginning().IsMatch(text);

    /// <summary>Reads a range; null where the text is none.</summary>
    /// <param name="problem">What is wrong with a range that is one by its form.</param>
    public static GridRange? Read(string text, out string? problem)
    {
        problem = null;
        Match match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        string step = match.Groups["step"].Value;
        if (!Number(match.Groups["first"].Value, out decimal first) || !Number(match.Groups["last"].Value, out decimal last)
            || !Number(step.Length == 0 ? "1" : step, out decimal by))
        {
            problem = "a number of a range has more than 28 digits";
            return null;
        }

        problem = by == 0 ? "a step of zero ends nowhere" : by < 0 && last > first ? "the step leads away from the last value" : null;

        // 10..1 and 10..1..2 count down.
        by = last < first ? -Math.Abs(by) : by;
        return problem is null ? new GridRange(first, by, Steps(first, last, by) + 1, !Fraction().IsMatch(text)) : null;
    }

    public IEnumerator<JsonValue> GetEnumerator()
    {
        decimal value = first;
        for (BigInteger i = 0; i < Count; i++, value = i < Count ? value + step : value)
        {
            yield return isInteger ? JsonNumber.Of(new BigInteger(value)) : JsonNumber.Of(double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // As fractions of whole numbers: the quotient of two decimals may not fit a decimal, or be rounded across a step.
    private static BigInteger Steps(decimal first, decimal last, decimal by)
    {
        byte scale = Math.Max(Math.Max(first.Scale, last.Scale), by.Scale);
        return (Scaled(last, scale) - Scaled(first, scale)) / Scaled(by, scale);
    }

    private static BigInteger Scaled(decimal value, byte scale)
    {
        int[] bits = decimal.GetBits(value);
        BigInteger digits = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return digits * BigInteger.Pow(10, scale - value.Scale) * (bits[3] < 0 ? -1 : 1);
    }

    private static bool Number(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    [GeneratedRegex(@"^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?\.\.")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^(?<first>[-+]?\d+(\.\d+)?([eE][-+]?\d+)?)\.\.(?<last>[-+]?\d+(\.\d+)?([eE][-+]?\d+)?)(\.\.(?<step>[-+]?\d+(\.\d+)?([eE][-+]?\d+)?))?\z")]
    private static partial Regex Form();

    // Whole numbers are those that were written so: 1.0..3.0 are floats.
    [GeneratedRegex(@"\d\.\d|[eE]")]
    private static partial Regex Fraction();
}

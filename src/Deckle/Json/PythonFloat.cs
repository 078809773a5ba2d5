using System.Globalization;

namespace Deckle.Json;

/// <summary>Python's <c>repr(float)</c>: the shortest digits that round-trip, with an exponent below 1e-4 and from 1e16.</summary>
public static class PythonFloat
{
    /// <param name="value">Any double.</param>
    /// <param name="nan">The text for not-a-number: <c>NaN</c> in JSON, <c>nan</c> in Python.</param>
    /// <param name="infinity">The text for infinity, without sign.</param>
    public static string Repr(double value, string nan = "nan", string infinity = "inf")
    {
        if (double.IsNaN(value))
        {
            return nan;
        }

        if (double.IsInfinity(value))
        {
            return value < 0 ? "-" + infinity : infinity;
        }

        // .NET's "E16" would round; "R" gives the shortest digits but lays them out differently (1E+16, 1E-05).
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = e < 0 ? shortest : shortest[..e];
        int exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        int scale = (point < 0 ? mantissa.Length : point) + exponent;
        string significant = digits.TrimStart('0');
        scale -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        string sign = double.IsNegative(value) ? "-" : "";

        if (significant.Length == 0)
        {
            return sign + "0.0";
        }

        // scale is the place of the point relative to the digits: 0.15 has digits 15 and scale 0.
        int decimalExponent = scale - 1;
        if (decimalExponent is < -4 or >= 16)
        {
            string fraction = significant.Length == 1 ? significant : significant[..1] + "." + significant[1..];
            string exponentSign = decimalExponent < 0 ? "-" : "+";
            return $"{sign}{fraction}e{exponentSign}{Math.Abs(decimalExponent).ToString("00", CultureInfo.InvariantCulture)}";
        }

        if (scale <= 0)
        {
            return sign + "0." + new string('0', -scale) + significant;
        }

        return scale >= significant.Length
            ? sign + significant.PadRight(scale, '0') + ".0"
            : sign + significant[..scale] + "." + significant[scale..];
    }
}

using System.Globalization;
using System.Numerics;

namespace Deckle.Parameters.Formatting;

/// <summary>The digits of a double by C's <c>%f</c>, <c>%e</c> and <c>%g</c>, exactly rounded half to even, without sign.</summary>
internal static class FormattedFloat
{
    public static string Fixed(double magnitude, int precision)
    {
        string digits = Scaled(magnitude, precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return precision == 0 ? digits : digits[..^precision] + "." + digits[^precision..];
    }

    public static string Exponent(double magnitude, int precision)
    {
        (string digits, int exponent) = Significant(magnitude, precision + 1);
        string mantissa = precision == 0 ? digits : digits[..1] + "." + digits[1..];
        return mantissa + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <param name="keepsZeros">Python's <c>#</c>: zeros at the end stay.</param>
    /// <param name="keepsPoint">As without a type: at least one digit behind the point, and the exponent form one digit earlier.</param>
    public static string General(double magnitude, int precision, bool keepsZeros, bool keepsPoint = false)
    {
        int significant = Math.Max(1, precision);
        (string digits, int exponent) = Significant(magnitude, significant);
        if (exponent < -4 || exponent >= significant - (keepsPoint ? 1 : 0))
        {
            string tail = keepsZeros ? digits[1..] : digits[1..].TrimEnd('0');
            return digits[..1] + (tail.Length > 0 ? "." + tail : "") + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        }

        string all = exponent < 0 ? new string('0', -exponent) + digits : digits;
        int point = Math.Max(0, exponent) + 1;
        string fraction = keepsZeros ? all[point..] : all[point..].TrimEnd('0');
        return all[..point] + (fraction.Length > 0 ? "." + fraction : keepsPoint ? ".0" : "");
    }

    // The decimal digits of the value rounded to a count of them, and the exponent of the first.
    private static (string Digits, int Exponent) Significant(double magnitude, int count)
    {
        if (magnitude == 0)
        {
            return (new string('0', count), 0);
        }

        int exponent = (int)Math.Floor(Math.Log10(magnitude));
        while (true)
        {
            string digits = Scaled(magnitude, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == count)
            {
                return (digits, exponent);
            }

            // The logarithm was off by one, or rounding carried into a new digit: 9.99 to 10.0.
            exponent += digits.Length > count ? 1 : -1;
        }
    }

    // round(magnitude * 10^scale), half to even, in exact arithmetic.
    private static BigInteger Scaled(double magnitude, int scale)
    {
        long bits = BitConverter.DoubleToInt64Bits(magnitude);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        int power = Math.Max(1, exponent) - 1075;

        BigInteger numerator = mantissa * BigInteger.Pow(10, Math.Max(0, scale)) * BigInteger.Pow(2, Math.Max(0, power));
        BigInteger denominator = BigInteger.Pow(10, Math.Max(0, -scale)) * BigInteger.Pow(2, Math.Max(0, -power));
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        int half = (remainder * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}

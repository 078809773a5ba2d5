using System.Globalization;
using System.Numerics;

namespace Deckle.Json;

/// <summary>
/// A JSON number, kept as it was written: integers have any size, <c>1.10</c> stays <c>1.10</c> where bytes are preserved.
/// Equality compares <see cref="Canonical"/>, so <c>1e5</c> equals <c>100000.0</c> but <c>1</c> does not equal <c>1.0</c>.
/// </summary>
public sealed class JsonNumber : JsonValue
{
    private string? canonical;

    internal JsonNumber(string token, JsonSpan span)
        : base(span) => Token = token;

    /// <summary>The number as it was written: <c>1e5</c>, <c>-0</c>, <c>NaN</c>.</summary>
    public string Token { get; }

    /// <summary>True for a number without fraction and exponent.</summary>
    public bool IsInteger => Token.AsSpan().IndexOfAny(".eENI") < 0;

    /// <summary>The number as Python's <c>json.dumps</c> writes it after <c>json.loads</c>: <c>100000.0</c>, <c>0</c>, <c>NaN</c>.</summary>
    public string Canonical => canonical ??= IsInteger ? CanonicalInteger(Token) : PythonFloat.Repr(ToDouble(), "NaN", "Infinity");

    public static JsonNumber Of(long value) => new(value.ToString(CultureInfo.InvariantCulture), JsonSpan.None);

    public static JsonNumber Of(BigInteger value) => new(value.ToString(CultureInfo.InvariantCulture), JsonSpan.None);

    public static JsonNumber Of(double value) => new(PythonFloat.Repr(value, "NaN", "Infinity"), JsonSpan.None);

    /// <summary>The nearest double; beyond the range an infinity, as in Python.</summary>
    public double ToDouble() => Token switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.Parse(Token, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    public BigInteger ToBigInteger() => BigInteger.Parse(Token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The number as a 64-bit integer; false when it has a fraction or is too large.</summary>
    public bool TryGetInt64(out long value) => long.TryParse(Token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private protected override bool HasSameValue(JsonValue other) =>
        string.Equals(Canonical, ((JsonNumber)other).Canonical, StringComparison.Ordinal);

    private protected override int ComputeHash() => string.GetHashCode(Canonical, StringComparison.Ordinal);

    private static string CanonicalInteger(string token) => token == "-0" ? "0" : token;
}

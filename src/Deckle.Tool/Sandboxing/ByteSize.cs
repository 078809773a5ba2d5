using System.Buffers;
using System.Globalization;

namespace Deckle.Tool.Sandboxing;

/// <summary>Amounts of memory as people write them: <c>500M</c>, <c>1.5G</c>, <c>512MiB</c>. K, M and G are thousands; Ki, Mi and Gi are 1,024.</summary>
internal static class ByteSize
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <returns>Null for a text that is none, for nothing, and for more than there is.</returns>
    public static long? Parse(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int digits = rest.IndexOfAnyExcept(Digits) is var end && end < 0 ? rest.Length : end;
        double unit = rest[digits..].ToString().ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "K" or "KB" => 1e3,
            "M" or "MB" => 1e6,
            "G" or "GB" => 1e9,
            "T" or "TB" => 1e12,
            "KI" or "KIB" => 1L << 10,
            "MI" or "MIB" => 1L << 20,
            "GI" or "GIB" => 1L << 30,
            "TI" or "TIB" => 1L << 40,
            _ => 0,
        };
        return double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count * unit is >= 1 and < 1e18
            ? (long)(count * unit)
            : null;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>
/// Text from a notebook without anything that a terminal would obey: control characters become their pictures (<c>␛</c>), those without
/// one, marks that turn the direction of text around ("Trojan Source") and lone surrogates their number (<c>&lt;U+202E&gt;</c>). Tabs stay.
/// </summary>
internal static class SafeText
{
    // The block of Unicode that has a picture of each control character, in their order.
    private const char Pictures = '\u2400';

    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
    [
        .. Range('\0', '\b'), .. Range('\n', '\u001f'), .. Range('\u007f', '\u009f'), '\u2028', '\u2029',
        .. Range('\u202a', '\u202e'), .. Range('\u2066', '\u2069'), '\ufeff', .. Range('\ud800', '\udfff'), .. Range('\ufff9', '\ufffb'),
    ]);

    /// <param name="line">A line without its end; line ends inside become pictures too.</param>
    public static string Of(string line) => line.AsSpan().IndexOfAny(Unsafe) < 0 ? line : Of(line.AsSpan());

    /// <inheritdoc cref="Of(string)"/>
    public static string Of(ReadOnlySpan<char> line)
    {
        var shown = new StringBuilder(line.Length);
        while (line.IndexOfAny(Unsafe) is >= 0 and var at)
        {
            shown.Append(line[..at]);
            line = line[at..];
            if (line.Length > 1 && char.IsSurrogatePair(line[0], line[1]))
            {
                shown.Append(line[..2]);
                line = line[2..];
                continue;
            }

            _ = line[0] switch
            {
                < ' ' => shown.Append((char)(Pictures + line[0])),
                '\u007f' => shown.Append('\u2421'),
                _ => shown.Append(CultureInfo.InvariantCulture, $"<U+{(int)line[0]:X4}>"),
            };
            line = line[1..];
        }

        return shown.Append(line).ToString();
    }

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}

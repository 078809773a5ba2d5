using System.Globalization;
using System.Text;
using Deckle.Tool.Rendering.Images;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>Pictures as sixels (DEC VT340): a palette, then bands of six rows, colour by colour.</summary>
internal static class Sixel
{
    private const int Band = 6;

    public static string Encode(PixelImage picture)
    {
        (byte[] indexes, IReadOnlyList<(byte R, byte G, byte B)> palette) = Palette.Reduce(picture, 255);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\eP0;1;0q\"1;1;{picture.Width};{picture.Height}");
        for (int color = 0; color < palette.Count; color++)
        {
            (byte r, byte g, byte b) = palette[color];
            text.Append(CultureInfo.InvariantCulture, $"#{color};2;{Percent(r)};{Percent(g)};{Percent(b)}");
        }

        byte[] columns = new byte[picture.Width];
        for (int top = 0; top < picture.Height; top += Band)
        {
            int rows = Math.Min(Band, picture.Height - top);
            ReadOnlySpan<byte> band = indexes.AsSpan(top * picture.Width, rows * picture.Width);
            bool isFirst = true;
            foreach (byte color in band.ToArray().Distinct())
            {
                columns.AsSpan().Clear();
                for (int at = 0; at < band.Length; at++)
                {
                    if (band[at] == color)
                    {
                        columns[at % picture.Width] |= (byte)(1 << (at / picture.Width));
                    }
                }

                text.Append(CultureInfo.InvariantCulture, $"{(isFirst ? "" : "$")}#{color}");
                isFirst = false;
                Runs(text, columns);
            }

            text.Append('-');
        }

        return text.Append("\e\\").ToString();
    }

    private static int Percent(byte value) => ((value * 100) + 127) / 255;

    private static void Runs(StringBuilder text, byte[] columns)
    {
        for (int at = 0; at < columns.Length;)
        {
            int end = at + 1;
            while (end < columns.Length && columns[end] == columns[at])
            {
                end++;
            }

            // Nothing more in this colour up to the end of the band.
            if (columns[at] == 0 && end == columns.Length)
            {
                break;
            }

            char sign = (char)('?' + columns[at]);
            _ = end - at > 3 ? text.Append(CultureInfo.InvariantCulture, $"!{end - at}{sign}") : text.Append(sign, end - at);
            at = end;
        }
    }
}

using System.Globalization;
using Deckle.Json;

namespace Deckle.Tool.Scraps;

/// <summary>Numbers as a line of blocks in a terminal: <c>▁▃▅█</c>.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    // More numbers than this are averaged in groups.
    private const int MaxWidth = 60;

    public static string Draw(IEnumerable<double> numbers)
    {
        double[] values = Fitted([.. numbers]);
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0)
        {
            return new string(' ', values.Length);
        }

        double least = known.Min();
        double range = known.Max() - least;
        return string.Concat(values.Select(value =>
            !double.IsFinite(value) ? ' '
            : range == 0 ? Blocks[3]
            : Blocks[(int)Math.Round((value - least) / range * (Blocks.Length - 1), MidpointRounding.AwayFromZero)]));
    }

    /// <summary>The line with its name and numbers: <c>rmse  ▁▃▅█  4 values, 0.1 to 0.4, last 0.4</c>.</summary>
    public static string Describe(ScrapSeries series, int nameWidth)
    {
        double[] known = [.. series.Values.Where(double.IsFinite)];
        string numbers = known.Length == 0 ? "no numbers" : $"{Text(known.Min())} to {Text(known.Max())}, last {Text(series.Points[^1].Value)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Shown.Line(series.Name).PadRight(nameWidth)}  {Draw(series.Values)}  {series.Points.Count} value{(series.Points.Count == 1 ? "" : "s")}, {numbers}");
    }

    /// <summary>At most four digits behind the point, whole numbers as such.</summary>
    public static string Text(double value) => double.IsFinite(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) is not ("0" or "-0") and var text ? text : value == 0 ? "0" : value.ToString("0.###e0", CultureInfo.InvariantCulture) : PythonFloat.Repr(value);

    private static double[] Fitted(double[] values) => values.Length <= MaxWidth
        ? values
        :
        [
            .. Enumerable.Range(0, MaxWidth).Select(i =>
                values[(int)((long)i * values.Length / MaxWidth)..(int)((long)(i + 1) * values.Length / MaxWidth)].Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()),
        ];
}

using System.Globalization;
using System.Security;
using System.Text;

namespace Deckle.Tool.Scraps;

/// <summary>Series of numbers as an SVG picture: lines with points, two axes, light and dark by the reader's choice.</summary>
internal static class LineChart
{
    private const double Width = 720;
    private const double Height = 360;
    private const double Left = 72;
    private const double Right = 16;
    private const double Top = 40;
    private const double Bottom = 56;

    // More labels than this below the axis would meet.
    private const int MaxLabels = 12;

    // Okabe and Ito's colours, told apart by the colour-blind too.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    public static string Svg(string title, IReadOnlyList<ScrapSeries> series)
    {
        double[] known = [.. series.SelectMany(line => line.Values).Where(double.IsFinite)];
        double least = known.Length == 0 ? 0 : known.Min();
        double most = known.Length == 0 ? 1 : known.Max();
        (least, most) = least == most ? (least - 1, most + 1) : (least, most);
        int count = series.Max(line => line.Points.Count);
        double X(int i) => count < 2 ? Left + ((Width - Left - Right) / 2) : Left + (i * (Width - Left - Right) / (count - 1));
        double Y(double value) => Top + ((most - value) / (most - least) * (Height - Top - Bottom));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" font-family="system-ui, sans-serif" font-size="12">
            <style>:root {"{"} color-scheme: light dark {"}"} .page {"{"} fill: #fff {"}"} text {"{"} fill: #222 {"}"} .axis {"{"} stroke: #999 {"}"} @media (prefers-color-scheme: dark) {"{"} .page {"{"} fill: #111 {"}"} text {"{"} fill: #ddd {"}"} {"}"}</style>
            <title>{Escape(title)}</title>
            <rect class="page" width="{Width}" height="{Height}"/>
            <text x="{Left}" y="24" font-size="14">{Escape(title)}</text>

            """);
        for (int tick = 0; tick <= 4; tick++)
        {
            double value = least + ((most - least) * tick / 4);
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line class="axis" x1="{Left}" x2="{Width - Right}" y1="{Y(value):0.##}" y2="{Y(value):0.##}" stroke-width="0.5"/><text x="{Left - 8}" y="{Y(value) + 4:0.##}" text-anchor="end">{Sparkline.Text(value)}</text>

                """);
        }

        ScrapSeries longest = series.MaxBy(line => line.Points.Count)!;
        int step = (count + MaxLabels - 1) / MaxLabels;
        for (int i = 0; i < count; i += step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="{X(i):0.##}" y="{Height - Bottom + 20}" text-anchor="middle">{Escape(Shown.Line(longest.Points[i].Label, 16))}</text>

                """);
        }

        for (int at = 0; at < series.Count; at++)
        {
            string colour = Colours[at % Colours.Length];
            (string Label, double Value)[] points = [.. series[at].Points];
            foreach (IEnumerable<int> stretch in Stretches(points))
            {
                svg.Append(CultureInfo.InvariantCulture, $"""
                    <polyline fill="none" stroke="{colour}" stroke-width="2" points="{string.Join(' ', stretch.Select(i => string.Create(CultureInfo.InvariantCulture, $"{X(i):0.##},{Y(points[i].Value):0.##}")))}"/>

                    """);
            }

            foreach ((int i, (string label, double value)) in points.Index().Where(point => double.IsFinite(point.Item.Value)))
            {
                svg.Append(CultureInfo.InvariantCulture, $"""
                    <circle cx="{X(i):0.##}" cy="{Y(value):0.##}" r="3" fill="{colour}"><title>{Escape($"{label}: {Sparkline.Text(value)}")}</title></circle>

                    """);
            }

            if (series.Count > 1)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""
                    <text x="{Left + (at % Colours.Length * 105)}" y="{Height - 12}" style="fill: {colour}">{Escape(Shown.Line(series[at].Name, 16))}</text>

                    """);
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    // A line is broken where a number is missing.
    private static IEnumerable<IEnumerable<int>> Stretches((string Label, double Value)[] points)
    {
        for (int i = 0; i < points.Length;)
        {
            int end = i;
            while (end < points.Length && double.IsFinite(points[end].Value))
            {
                end++;
            }

            if (end - i > 1)
            {
                yield return Enumerable.Range(i, end - i);
            }

            i = end + 1;
        }
    }

    private static string Escape(string text) => SecurityElement.Escape(Shown.Line(text));
}

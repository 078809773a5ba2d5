using System.Globalization;
using System.Text;
using Deckle.Tool.Diffing;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes a comparison of which a side is no notebook: why, and the lines of both.</summary>
internal static class TextComparisonView
{
    // More is no text for a page; a notebook that broke seldom is.
    private const int Largest = 20 << 20;

    public static void Write(HtmlWriter html, NotebookComparison comparison, LinesView lines)
    {
        if (comparison.Problem is { } problem)
        {
            html.Raw("<p class=\"problem\">").Text(problem.Message);
            html.Text(problem.Help is { } help ? $" ({help})" : "").Raw("</p>");
        }

        if (!comparison.IsDifferent)
        {
            return;
        }

        ReadOnlyMemory<byte> before = comparison.Before.Content.GetValueOrDefault();
        ReadOnlyMemory<byte> after = comparison.After.Content.GetValueOrDefault();
        if (before.Length > Largest || after.Length > Largest || before.Span.Contains((byte)0) || after.Span.Contains((byte)0))
        {
            html.Raw("<p class=\"note\">").Text(string.Create(CultureInfo.InvariantCulture, $"The files differ: {before.Length:N0} bytes before, {after.Length:N0} after.")).Raw("</p>");
            return;
        }

        html.Raw("<article class=\"cell is-modified\" aria-label=\"Text, modified\" tabindex=\"-1\" data-change>");
        lines.Write(html, SourceLines.Of(Encoding.UTF8.GetString(before.Span)), SourceLines.Of(Encoding.UTF8.GetString(after.Span)), anchor: null);
        html.Raw("</article>\n");
    }
}

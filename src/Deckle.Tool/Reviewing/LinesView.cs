using System.Globalization;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes two versions of a text side by side, line by line; what is long and unchanged is folded.</summary>
internal sealed class LinesView(ReviewOptions options)
{
    // Longer runs of changed lines are cut, the rest folded: nobody reads 20,000 lines of a log.
    private const int MostShown = 400;

    /// <summary>Both sides, aligned.</summary>
    /// <param name="anchor">What the ids of the lines begin with; null for none.</param>
    public void Write(HtmlWriter html, SourceLines before, SourceLines after, string? anchor)
    {
        html.Raw("<div class=\"lines highlight\">");
        IReadOnlyList<LineHunk> hunks = LineHunk.Between(before.Texts, after.Texts);
        for (int at = 0; at < hunks.Count; at++)
        {
            if (hunks[at].IsChanged)
            {
                Changed(html, hunks[at].Rows, before, after, anchor);
            }
            else
            {
                Same(html, hunks[at].Rows, before, after, anchor, at == 0 ? 0 : options.Context, at == hunks.Count - 1 ? 0 : options.Context);
            }
        }

        html.Raw("</div>");
    }

    /// <summary>A text that is the same on both sides, or that only one side is asked of: once, in full width.</summary>
    public static void WriteOnce(HtmlWriter html, SourceLines lines, string? anchor)
    {
        html.Raw("<div class=\"lines once highlight\"><ol>");
        for (int at = 0; at < lines.Count; at++)
        {
            Line(html, "", at, other: null, lines.Html[at], anchor, "after");
        }

        html.Raw("</ol></div>");
    }

    private static void Same(HtmlWriter html, IReadOnlyList<LineRow> rows, SourceLines before, SourceLines after, string? anchor, int head, int tail)
    {
        int folded = rows.Count - head - tail;

        // A fold takes a line itself.
        if (folded <= 1)
        {
            Rows(html, rows, before, after, anchor);
            return;
        }

        Rows(html, [.. rows.Take(head)], before, after, anchor);
        html.Raw("<details class=\"fold\" data-fold><summary>").Text($"{Count(folded)} unchanged lines").Raw("</summary>");
        Rows(html, [.. rows.Skip(head).Take(folded)], before, after, anchor);
        html.Raw("</details>");
        Rows(html, [.. rows.Skip(head + folded)], before, after, anchor);
    }

    // The same text twice: who listens to the page hears it once.
    private static void Rows(HtmlWriter html, IReadOnlyList<LineRow> rows, SourceLines before, SourceLines after, string? anchor)
    {
        if (rows.Count == 0)
        {
            return;
        }

        html.Raw("<div class=\"hunk same\"><ol class=\"before\" aria-hidden=\"true\">");
        foreach (LineRow row in rows)
        {
            Line(html, "", row.Before!.Value, null, before.Html[row.Before.Value], anchor, "before");
        }

        html.Raw("</ol><ol class=\"after\">");
        foreach (LineRow row in rows)
        {
            Line(html, "", row.After!.Value, row.Before, after.Html[row.After.Value], anchor, "after");
        }

        html.Raw("</ol></div>");
    }

    private static void Changed(HtmlWriter html, IReadOnlyList<LineRow> rows, SourceLines before, SourceLines after, string? anchor)
    {
        Hunk(html, [.. rows.Take(MostShown)], before, after, anchor);
        if (rows.Count > MostShown)
        {
            html.Raw("<details class=\"fold\" data-fold><summary>").Text($"{Count(rows.Count - MostShown)} more changed lines").Raw("</summary>");
            Hunk(html, [.. rows.Skip(MostShown)], before, after, anchor);
            html.Raw("</details>");
        }
    }

    private static void Hunk(HtmlWriter html, IReadOnlyList<LineRow> rows, SourceLines before, SourceLines after, string? anchor)
    {
        (IReadOnlyList<Range> Before, IReadOnlyList<Range> After)[] marks =
        [
            .. rows.Select(row => row is { IsPair: true, Before: { } left, After: { } right } ? Words.Differing(before.Texts[left], after.Texts[right]) : ([], [])),
        ];
        html.Raw("<div class=\"hunk\"").Attribute("style", string.Create(CultureInfo.InvariantCulture, $"--rows:{rows.Count}")).Raw(">");
        Side(html, "before", "del", [.. rows.Select(row => row.Before)], before, [.. marks.Select(mark => mark.Before)], anchor);
        Side(html, "after", "ins", [.. rows.Select(row => row.After)], after, [.. marks.Select(mark => mark.After)], anchor);
        html.Raw("</div>");
    }

    private static void Side(HtmlWriter html, string side, string change, int?[] lines, SourceLines source, IReadOnlyList<Range>[] marks, string? anchor)
    {
        html.Raw("<ol").Attribute("class", side);
        if (lines.All(line => line is null))
        {
            html.Raw(" aria-hidden=\"true\"></ol>");
            return;
        }

        html.Raw(">");
        for (int row = 0; row < lines.Length; row++)
        {
            if (lines[row] is { } line)
            {
                Line(html, change, line, null, source.Marked(line, marks[row]), anchor, side);
            }
            else
            {
                html.Raw("<li class=\"gap\" aria-hidden=\"true\"></li>");
            }
        }

        html.Raw("</ol>");
    }

    private static void Line(HtmlWriter html, string change, int line, int? other, string text, string? anchor, string side)
    {
        string number = (line + 1).ToString(CultureInfo.InvariantCulture);
        html.Raw("<li");
        if (change.Length > 0)
        {
            html.Attribute("class", change);
        }

        if (anchor is not null)
        {
            html.Attribute("id", $"{anchor}-{side}-L{number}");
        }

        html.Attribute("data-n", number);
        if (other is { } opposite && opposite != line)
        {
            html.Attribute("data-o", (opposite + 1).ToString(CultureInfo.InvariantCulture));
        }

        html.Raw(">");
        if (change.Length > 0)
        {
            html.Raw("<").Raw(change).Raw(">").Raw(text).Raw("</").Raw(change).Raw(">");
        }
        else
        {
            html.Raw(text);
        }

        html.Raw("</li>");
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

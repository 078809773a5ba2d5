using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tool.Stripping;

/// <summary>What stripping makes of one file.</summary>
/// <param name="Content">The file as it should be; the very same bytes where nothing changes.</param>
/// <param name="IsChanged">Whether the bytes are others.</param>
/// <param name="Findings">What went, in a notebook of Jupyter.</param>
internal sealed record StrippedFile(ReadOnlyMemory<byte> Content, bool IsChanged, IReadOnlyList<StripFinding> Findings)
{
    // What changes where there is no finding to tell.
    private string Rest { get; init; } = "layout";

    /// <summary>Strips a file and leaves its other bytes as they are.</summary>
    public static StrippedFile Edit(ReadOnlyMemory<byte> file, NotebookMode mode, StripOptions options) => mode == NotebookMode.Zeppelin
        ? Of(file, ZeppelinStripper.Edit(file), []) with { Rest = "results" }
        : Of(file, NotebookStripper.Edit(file, options, out IReadOnlyList<StripFinding> findings), findings);

    /// <summary>Strips a file and writes it as nbformat does, or a note as Zeppelin does.</summary>
    public static StrippedFile Rewrite(ReadOnlyMemory<byte> file, NotebookMode mode, StripOptions options)
    {
        if (mode == NotebookMode.Zeppelin)
        {
            return Of(file, ZeppelinStripper.Write(ZeppelinStripper.Strip(NotebookReader.ReadObject(file))), []) with { Rest = "results or layout" };
        }

        StripResult result = NotebookStripper.Strip(NotebookReader.Read(file), options);
        return Of(file, NotebookWriter.Write(result.Notebook), result.Findings);
    }

    /// <summary>A line for each thing that goes, as nb-clean's <c>check</c> has it: <c>a.ipynb cell 3: output stream:stdout</c>.</summary>
    public IEnumerable<string> Lines(string path) => Findings.Count > 0
        ? Findings.Select(finding => finding.CellIndex is int cell ? $"{path} cell {cell}: {finding.Detail}" : $"{path}: {finding.Detail}")
        : IsChanged ? [$"{path}: {Rest}"] : [];

    public JsonArray ToJson() => JsonArray.From(Findings.Select(finding => (JsonValue)JsonObject.Of(
        ("kind", JsonName(finding.Kind)),
        ("path", finding.Path.ToPointer()),
        ("cell", finding.CellIndex is int cell ? cell : JsonNull.Value),
        ("id", finding.CellId is { } id ? id : JsonNull.Value),
        ("detail", finding.Detail))));

    private static StrippedFile Of(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, IReadOnlyList<StripFinding> findings) =>
        new(after, !before.Span.SequenceEqual(after.Span), findings);

    private static string JsonName(StripKind kind) => kind switch
    {
        StripKind.Output => "output",
        StripKind.OutputCount => "output-count",
        StripKind.Count => "count",
        StripKind.CellId => "cell-id",
        StripKind.CellMetadata => "cell-metadata",
        StripKind.CellKey => "cell-key",
        StripKind.NotebookMetadata => "notebook-metadata",
        StripKind.EmptyCell => "empty-cell",
        StripKind.TaggedCell => "tagged-cell",
        _ => "noise",
    };
}

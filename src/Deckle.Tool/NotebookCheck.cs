using Deckle.Json;
using Deckle.Repairing;
using Deckle.Stores;
using Deckle.Validation;

namespace Deckle.Tool;

/// <summary>What <c>deckle validate</c> has to say about one notebook.</summary>
/// <param name="Path">As it was given or found.</param>
/// <param name="Format">The version; null for an unreadable file.</param>
/// <param name="Repairs">What <c>--fix</c> did.</param>
/// <param name="Findings">What is wrong, in order of the file.</param>
/// <param name="Error">Why the file could not be read or written; null where it could.</param>
internal sealed record NotebookCheck(
    string Path,
    NotebookFormat? Format,
    IReadOnlyList<Repair> Repairs,
    IReadOnlyList<(ValidationFinding Finding, TextPosition Place)> Findings,
    DeckleException? Error)
{
    /// <summary>Checks a file, and repairs it where that is wanted.</summary>
    public static NotebookCheck Of(string path, bool isFixing)
    {
        string shown = StoreAddress.Redact(path);
        try
        {
            StoredBytes input = NotebookInput.ReadVersion(path);
            ReadOnlyMemory<byte> file = input.Content;
            if (!isFixing)
            {
                JsonObject notebook = NotebookReader.ReadObject(file);
                return new NotebookCheck(shown, new Notebook(notebook).Format, [], Placed(file.Span, NotebookValidator.Validate(notebook)), null);
            }

            RepairResult result = NotebookRepairer.Repair(file);
            if (result.Repairs.Count > 0)
            {
                NotebookPaths.Write(path, result.Bytes, input.Version);
            }

            return new NotebookCheck(shown, result.Notebook.Format, result.Repairs, Placed(result.Bytes.Span, result.Findings), null);
        }
        catch (DeckleException e)
        {
            return new NotebookCheck(shown, null, [], [], e);
        }
    }

    /// <summary>One line for each repair and finding: <c>path:line:column: message [keyword]</c>.</summary>
    public IEnumerable<string> Lines() =>
        Repairs.Select(repair => $"{Path}: fixed: {repair.Message}")
            .Concat(Findings.Select(item => $"{Path}:{item.Place.Line}:{item.Place.Column}: {item.Finding.Message} [{item.Finding.Keyword}]"));

    public JsonObject ToJson()
    {
        JsonObject json = JsonObject.Of(
            ("path", Path),
            ("valid", Error is null && Findings.Count == 0),
            ("format", Format is { } format ? format.ToString() : JsonNull.Value),
            ("fixed", JsonArray.From(Repairs.Select(repair => JsonObject.Of(("path", repair.Path.ToPointer()), ("cell", Cell(repair.CellIndex)), ("message", repair.Message))))),
            ("findings", JsonArray.From(Findings.Select(item => ToJson(item.Finding, item.Place)))));
        return Error is null ? json : json.With("error", ErrorRenderer.Json(Error));
    }

    private static JsonObject ToJson(ValidationFinding finding, TextPosition place) => JsonObject.Of(
        ("severity", finding.Severity == ValidationSeverity.Invalid ? "invalid" : "repairable"),
        ("keyword", finding.Keyword),
        ("ref", finding.Ref),
        ("path", finding.Path.ToPointer()),
        ("python_path", finding.Path.ToPython()),
        ("key", finding.Key is null ? JsonNull.Value : finding.Key),
        ("cell", Cell(finding.CellIndex)),
        ("cell_id", finding.CellId is null ? JsonNull.Value : finding.CellId),
        ("line", place.Line),
        ("column", place.Column),
        ("message", finding.Message));

    private static JsonValue Cell(int? index) => index is null ? JsonNull.Value : index.Value;

    private static (ValidationFinding, TextPosition)[] Placed(ReadOnlySpan<byte> file, IReadOnlyList<ValidationFinding> findings)
    {
        // nbformat's order is the schema's; people read a file from the top.
        var placed = new List<(ValidationFinding, TextPosition)>(findings.Count);
        int line = 1;
        int lineStart = 0;
        foreach (ValidationFinding finding in findings.OrderBy(finding => finding.Span.Start))
        {
            // From line to line, so that thousands of findings go through the file once.
            int at = finding.Span.Start;
            TextPosition ahead = TextPosition.Of(file[lineStart..], at - lineStart);
            line += ahead.Line - 1;
            lineStart = file[..at].LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
            placed.Add((finding, new TextPosition(line, ahead.Column)));
        }

        return [.. placed];
    }
}

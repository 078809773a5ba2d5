using Deckle.Editing;
using Deckle.Json;
using Deckle.Tool.Mcp.Redaction;

namespace Deckle.Tool.Mcp.Documents;

/// <summary>One operation of <c>notebook_edit</c>, as the client wrote it.</summary>
/// <param name="redactor">Whose marks the draft has in place of secrets.</param>
internal sealed class EditOperation(JsonObject json, EdgeRedactor redactor)
{
    /// <summary>The schema of each operation; they are told apart by <c>op</c>.</summary>
    public const string Schema =
        """
        {"type": "object", "required": ["op"], "oneOf": [
          {"type": "object", "additionalProperties": false, "required": ["op", "cell_type", "source"], "description": "Adds a cell; at the end where no place is given.", "properties": {
            "op": {"const": "insert"}, "cell_type": {"type": "string", "enum": ["code", "markdown", "raw"]}, "source": {"type": "string"},
            "index": INDEX, "before": BEFORE, "after": AFTER, "tags": {"type": "array", "items": {"type": "string"}},
            "new_cell_id": {"type": "string", "description": "The new cell's id, to name it in later operations; made up by default."}}},
          {"type": "object", "additionalProperties": false, "required": ["op", "cell_id", "source"], "description": "Gives a cell another source. Its outputs stay until it runs or clear_outputs.", "properties": {
            "op": {"const": "replace_source"}, "cell_id": CELL, "source": {"type": "string"}}},
          {"type": "object", "additionalProperties": false, "required": ["op", "cell_id", "old_text", "new_text"], "description": "Replaces a piece of a cell's source that stands in it exactly once.", "properties": {
            "op": {"const": "replace_text"}, "cell_id": CELL, "old_text": {"type": "string", "minLength": 1}, "new_text": {"type": "string"}}},
          {"type": "object", "additionalProperties": false, "required": ["op", "cell_id"], "description": "Moves a cell; to the end where no place is given. index counts without the cell itself.", "properties": {
            "op": {"const": "move"}, "cell_id": CELL, "index": INDEX, "before": BEFORE, "after": AFTER}},
          {"type": "object", "additionalProperties": false, "required": ["op", "cell_id"], "properties": {"op": {"const": "delete"}, "cell_id": CELL}},
          {"type": "object", "additionalProperties": false, "required": ["op", "cell_id", "tags"], "description": "Gives a cell these tags in place of its own.", "properties": {
            "op": {"const": "set_tags"}, "cell_id": CELL, "tags": {"type": "array", "items": {"type": "string"}}}},
          {"type": "object", "additionalProperties": false, "required": ["op", "pointer", "value"], "description": "Sets a value in the metadata of a cell, or without cell_id of the notebook.", "properties": {
            "op": {"const": "set_metadata"}, "cell_id": CELL, "pointer": POINTER, "value": {}}},
          {"type": "object", "additionalProperties": false, "required": ["op", "pointer"], "description": "Removes a value from metadata.", "properties": {
            "op": {"const": "remove_metadata"}, "cell_id": CELL, "pointer": POINTER}},
          {"type": "object", "additionalProperties": false, "required": ["op"], "description": "Removes outputs and execution counts of a cell, or without cell_id of all.", "properties": {
            "op": {"const": "clear_outputs"}, "cell_id": CELL}}]}
        """;

    public string Name => json.GetText("op") ?? "";

    /// <exception cref="DeckleException">What the draft says.</exception>
    public NotebookDraft Apply(NotebookDraft draft) => Name switch
    {
        "insert" => draft.Insert(Cell(), Place),
        "replace_source" => draft.ReplaceSource(CellId!, Text("source")),
        "replace_text" => draft.ReplaceText(CellId!, redactor.Redact(Text("old_text")), Text("new_text")),
        "move" => draft.Move(CellId!, Place),
        "delete" => draft.Delete(CellId!),
        "set_tags" => draft.SetTags(CellId!, Tags),
        "set_metadata" => draft.SetMetadata(CellId, Text("pointer"), json["value"] ?? JsonNull.Value),
        "remove_metadata" => draft.SetMetadata(CellId, Text("pointer"), null),
        "clear_outputs" => draft.ClearOutputs(CellId),
        _ => throw McpErrors.Argument($"there is no operation '{Name}'", "give one of insert, replace_source, replace_text, move, delete, set_tags, set_metadata, remove_metadata, clear_outputs"),
    };

    public static CellKind KindOf(string? type) => type switch { "markdown" => CellKind.Markdown, "raw" => CellKind.Raw, _ => CellKind.Code };

    private string? CellId => json.GetText("cell_id");

    private string[] Tags => [.. (json.Get<JsonArray>("tags") ?? JsonArray.Empty).OfType<JsonString>().Select(tag => tag.Text)];

    private CellPlace Place => new()
    {
        Index = json.Get<JsonNumber>("index") is { } index ? (int)Math.Clamp(index.ToDouble(), -1, int.MaxValue) : null,
        Before = json.GetText("before"),
        After = json.GetText("after"),
    };

    private NewCell Cell() => new(KindOf(json.GetText("cell_type")), Text("source")) { Id = json.GetText("new_cell_id"), Tags = Tags };

    private string Text(string name) => json.GetText(name) ?? "";
}

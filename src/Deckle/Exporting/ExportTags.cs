namespace Deckle.Exporting;

/// <summary>The tags by which cells, or parts of them, stay out of an export: nbconvert's <c>TagRemovePreprocessor</c>, with Jupyter Book's names, in both spellings, by default.</summary>
public sealed record ExportTags
{
    public IReadOnlyList<string> RemoveCell { get; init; } = ["remove-cell", "remove_cell"];

    public IReadOnlyList<string> RemoveInput { get; init; } = ["remove-input", "remove_input"];

    public IReadOnlyList<string> RemoveAllOutputs { get; init; } = ["remove-output", "remove_output"];

    /// <summary>Tags of single outputs, in <c>outputs[i].metadata.tags</c>.</summary>
    public IReadOnlyList<string> RemoveSingleOutput { get; init; } = [];
}

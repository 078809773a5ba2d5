using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>What a notebook and a cell say themselves about keeping outputs, by nbstripout's rules.</summary>
internal static class KeepMarks
{
    private const string KeepOutput = "keep_output";
    private const string InitCell = "init_cell";

    public static bool? OfNotebook(JsonObject notebook) =>
        notebook["metadata"] is JsonObject metadata && metadata[KeepOutput] is { } mark ? PythonTruth.Of(mark) : null;

    /// <summary>Whether a cell's outputs stay; null where it does not say.</summary>
    /// <param name="stripInitCells">Whether <c>init_cell: true</c> protects nothing. An <c>init_cell: false</c> strips in any case.</param>
    /// <param name="contradiction">Makes the error of a cell that says both.</param>
    public static bool? OfCell(JsonObject cell, bool stripInitCells, Func<DeckleException> contradiction)
    {
        if (cell["metadata"] is not JsonObject metadata)
        {
            return null;
        }

        if (metadata[InitCell] is { } init)
        {
            return PythonTruth.Of(init) && !stripInitCells;
        }

        bool? mark = metadata[KeepOutput] is { } value ? PythonTruth.Of(value) : null;
        bool isTagged = HasTag(metadata, KeepOutput);
        if (mark is false && isTagged)
        {
            throw contradiction();
        }

        return isTagged ? true : mark;
    }

    /// <summary>Python's <c>tag in tags</c>: of a broken string of tags any part counts.</summary>
    public static bool HasTag(JsonObject metadata, string tag) => metadata["tags"] switch
    {
        JsonArray tags => tags.Any(item => item is JsonString text && text.Text == tag),
        JsonString text => text.Text.Contains(tag, StringComparison.Ordinal),
        JsonObject tags => tags.Has(tag),
        _ => false,
    };
}

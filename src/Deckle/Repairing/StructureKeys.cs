namespace Deckle.Repairing;

/// <summary>The keys by which a notebook's own objects are known where the brackets around them are missing.</summary>
internal static class StructureKeys
{
    private static readonly HashSet<string> Notebook = ["cells", "metadata", "nbformat", "nbformat_minor"];

    private static readonly HashSet<string> Cell = ["attachments", "cell_type", "execution_count", "id", "metadata", "outputs", "source"];

    private static readonly HashSet<string> Output = ["data", "ename", "evalue", "execution_count", "metadata", "name", "output_type", "text", "traceback"];

    /// <summary>Whether a word is a key of a notebook, a cell or an output.</summary>
    public static bool Contains(string word) => Notebook.Contains(word) || Cell.Contains(word) || Output.Contains(word);

    /// <summary>Whether a key in a list of cells or outputs begins an object of the list whose bracket is missing.</summary>
    /// <param name="list">The key under which the list stands.</param>
    public static bool BeginsItem(string? list, string key) => list switch
    {
        // What the notebook has beside its cells is not the start of one.
        "cells" => Cell.Contains(key) && key != "metadata",
        "outputs" => key is "data" or "ename" or "name" or "output_type",
        _ => false,
    };
}

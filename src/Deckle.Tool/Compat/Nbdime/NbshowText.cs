namespace Deckle.Tool.Compat.Nbdime;

/// <summary>A notebook in nbshow's layout.</summary>
internal static class NbshowText
{
    private static readonly string[] Known = ["nbformat", "nbformat_minor", "metadata", "cells"];

    /// <param name="notebook">Of nbformat 4 with joined texts.</param>
    /// <param name="parts">The parts that are shown.</param>
    public static void Write(Notebook notebook, IReadOnlySet<string> parts, TextWriter writer)
    {
        var printer = new NbdimePrinter(writer);
        if (parts.Contains("details"))
        {
            printer.KeyAndValue("", "notebook format", notebook.Format.ToString());
        }

        string[] unknown = [.. notebook.Json.Keys.Except(Known)];
        if (unknown.Length > 0)
        {
            printer.KeyAndValue("", "unknown keys", $"{{{string.Join(", ", unknown.Select(key => NbdimePrinter.Quoted(key)))}}}");
        }

        if (parts.Contains("metadata"))
        {
            printer.NotebookMetadata(notebook.Metadata);
        }

        foreach ((int index, Cell cell) in notebook.Cells.Index())
        {
            printer.Cell(cell.Json, index, "", isHeaded: false, parts);
        }
    }
}

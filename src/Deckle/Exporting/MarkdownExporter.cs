namespace Deckle.Exporting;

/// <summary>
/// A notebook as Markdown, as nbconvert writes it: code in fences, text outputs indented, tables as HTML, images as links to files beside.
/// One blank line parts two blocks.
/// </summary>
public static class MarkdownExporter
{
    /// <param name="notebook">Of nbformat 4.</param>
    public static ExportedDocument Write(Notebook notebook, ExportOptions options)
    {
        var files = new ExportFiles(options);
        var blocks = new List<string>();
        foreach ((int index, Cell cell) in notebook.Cells.Index())
        {
            blocks.AddRange(Blocks(cell, index, notebook, options, files).Select(block => block.Trim('\n')).Where(block => !string.IsNullOrWhiteSpace(block)));
        }

        return ExportedDocument.OfText(string.Join("\n\n", blocks) + "\n", files.All);
    }

    private static IEnumerable<string> Blocks(Cell cell, int index, Notebook notebook, ExportOptions options, ExportFiles files)
    {
        bool showsSource = !TagFilter.HidesSource(cell);
        switch (cell.Kind)
        {
            case CellKind.Code:
                bool showsCode = showsSource && !options.NoInput && !string.IsNullOrWhiteSpace(cell.Source);
                return [.. showsCode ? [Fenced(cell.Source, CodeLanguage.Of(cell, notebook))] : Array.Empty<string>(), .. Outputs(cell, index, files)];
            case CellKind.Markdown when showsSource:
            case CellKind.Raw when showsSource && RawCells.IsFor(cell, "text/markdown", "text/html"):
                return [files.WithAttachments(cell, index)];
            default:
                return [];
        }
    }

    private static string Fenced(string source, string language)
    {
        // A fence is longer than any in the code.
        int longest = source.Split('\n').Max(line => line.TrimStart().Length - line.TrimStart().TrimStart('`').Length);
        string fence = new('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{source.TrimEnd('\n')}\n{fence}";
    }

    private static IEnumerable<string> Outputs(Cell cell, int index, ExportFiles files)
    {
        foreach ((int place, Output output) in cell.Outputs.Index())
        {
            yield return output.Kind switch
            {
                OutputKind.Stream => ExportText.Indent(ExportText.Plain(output.Text)),
                OutputKind.Error => ExportText.Indent(ExportText.Error(output)),
                _ => Display(output, index, place, files),
            };
        }
    }

    private static string Display(Output output, int cell, int place, ExportFiles files)
    {
        string? type = DisplayChoice.Of(output, DisplayChoice.Markdown);
        string text = type is null ? "" : output.Data.Text(type)!;
        return type switch
        {
            null => "",
            "text/html" => ExportText.Dedent(text),
            "text/plain" => ExportText.Indent(ExportText.Plain(text)),
            _ when DisplayChoice.IsImage(type) => files.Image(output.Data, type, cell, place) is { } address ? $"![{Name(type)}]({address})" : "",
            _ => text,
        };
    }

    private static string Name(string type) => type == DisplayChoice.Svg ? "svg" : type["image/".Length..];
}

using Deckle.Exporting;

namespace Deckle.Tool.Exporting.Rst;

/// <summary>
/// A notebook as reStructuredText, in nbconvert's shape. Text outputs are literal blocks, where nbconvert has parsed ones: an asterisk in a
/// result is no markup.
/// </summary>
internal static class RstExporter
{
    /// <param name="notebook">Of nbformat 4.</param>
    public static ExportedDocument Write(Notebook notebook, ExportOptions options)
    {
        var files = new ExportFiles(options);
        var markup = new RstMarkup();
        var blocks = new List<string>();
        foreach ((int index, Cell cell) in notebook.Cells.Index())
        {
            blocks.AddRange(Blocks(cell, index, notebook, options, files, markup).Select(block => block.Trim('\n')).Where(block => !string.IsNullOrWhiteSpace(block)));
        }

        return ExportedDocument.OfText(string.Join("\n\n", blocks) + "\n", files.All);
    }

    private static IEnumerable<string> Blocks(Cell cell, int index, Notebook notebook, ExportOptions options, ExportFiles files, RstMarkup markup)
    {
        bool showsSource = !TagFilter.HidesSource(cell);
        switch (cell.Kind)
        {
            case CellKind.Code:
                if (showsSource && !options.NoInput && !string.IsNullOrWhiteSpace(cell.Source))
                {
                    yield return $".. code:: {CodeLanguage.Of(cell, notebook)}".TrimEnd() + $"\n\n{ExportText.Indent(cell.Source)}";
                }

                foreach ((int place, Output output) in cell.Outputs.Index())
                {
                    yield return output.Kind switch
                    {
                        OutputKind.Stream => Literal(output.Text),
                        OutputKind.Error => Literal(ExportText.Error(output)),
                        _ => Display(output, index, place, files, markup),
                    };
                }

                break;
            case CellKind.Markdown when showsSource:
                yield return markup.Render(files.WithAttachments(cell, index));
                break;
            case CellKind.Raw when showsSource && RawCells.IsFor(cell, "text/x-rst", "text/restructuredtext"):
                yield return files.WithAttachments(cell, index);
                break;
        }
    }

    private static string Literal(string text) => ExportText.Plain(text).Trim('\n') is { Length: > 0 } plain && !string.IsNullOrWhiteSpace(plain) ? $"::\n\n{ExportText.Indent(plain)}" : "";

    private static string Display(Output output, int cell, int place, ExportFiles files, RstMarkup markup)
    {
        string? type = DisplayChoice.Of(output, DisplayChoice.Rst);
        string text = type is null ? "" : output.Data.Text(type)!;
        return type switch
        {
            null => "",
            "text/html" => $".. raw:: html\n\n{ExportText.Indent(ExportText.Dedent(text).Trim('\n'))}",
            "text/latex" => $".. math::\n\n{ExportText.Indent(text.Trim().Trim('$').Trim())}",
            "text/markdown" => markup.Render(text),
            "text/plain" => Literal(text),
            _ when DisplayChoice.IsImage(type) => files.Image(output.Data, type, cell, place) is { } address ? $".. image:: {address}{Size(output, type)}" : "",
            _ => text,
        };
    }

    private static string Size(Output output, string type) => string.Concat(((string[])["width", "height"]).Select(side =>
        output.Metadata.Get<Json.JsonObject>(type)?.Get<Json.JsonNumber>(side) is { } pixels && pixels.TryGetInt64(out long value) ? $"\n   :{side}: {value}px" : ""));
}

using System.Globalization;
using Deckle.Exporting;
using Deckle.Json;

namespace Deckle.Tool.Exporting.Latex;

/// <summary>A notebook as LaTeX, in nbconvert's shape; to compile with XeLaTeX or LuaLaTeX.</summary>
internal static class LatexExporter
{
    /// <param name="notebook">Of nbformat 4.</param>
    public static ExportedDocument Write(Notebook notebook, ExportOptions options)
    {
        var files = new ExportFiles(options, canEmbed: false);
        var blocks = new List<string> { LatexPreamble.Text, Title(notebook, options), "\\begin{document}\n\\maketitle" };
        foreach ((int index, Cell cell) in notebook.Cells.Index())
        {
            blocks.AddRange(Blocks(cell, index, options, files).Where(block => !string.IsNullOrWhiteSpace(block)));
        }

        blocks.Add("\\end{document}");
        return ExportedDocument.OfText(string.Join("\n\n", blocks) + "\n", files.All);
    }

    private static string Title(Notebook notebook, ExportOptions options)
    {
        string title = notebook.Metadata.GetText("title") is { Length: > 0 } own ? own : options.Name;
        string date = notebook.Metadata.GetText("date") is { } day ? $"\n\\date{{{LatexText.Escape(day)}}}" : "";
        IEnumerable<string> authors = (notebook.Metadata.Get<JsonArray>("authors") ?? JsonArray.Empty).OfType<JsonObject>().Select(author => author.GetText("name")).OfType<string>();
        string all = string.Join(", ", authors.Select(LatexText.Escape));
        return $"\\title{{{LatexText.Escape(title)}}}{date}" + (all.Length == 0 ? "" : $"\n\\author{{{all}}}");
    }

    private static IEnumerable<string> Blocks(Cell cell, int index, ExportOptions options, ExportFiles files)
    {
        bool showsSource = !TagFilter.HidesSource(cell);
        switch (cell.Kind)
        {
            case CellKind.Code:
                if (showsSource && !options.NoInput && !string.IsNullOrWhiteSpace(cell.Source))
                {
                    string prompt = options.NoPrompt ? "" : Prompt("In", "incolor", cell.ExecutionCount);
                    yield return $"\\begin{{cellinput}}\n{prompt}{LatexMarkup.Verbatim(cell.Source)}\n\\end{{cellinput}}";
                }

                foreach ((int place, Output output) in cell.Outputs.Index())
                {
                    bool hasPrompt = output.Kind == OutputKind.ExecuteResult && !options.NoPrompt && !options.NoInput;
                    yield return (hasPrompt ? Prompt("Out", "outcolor", cell.ExecutionCount) : "") + Output(output, index, place, files);
                }

                break;
            case CellKind.Markdown when showsSource:
                yield return LatexMarkup.Render(files.WithAttachments(cell, index));
                break;
            case CellKind.Raw when showsSource && RawCells.IsFor(cell, "text/latex"):
                yield return cell.Source;
                break;
        }
    }

    private static string Prompt(string word, string colour, long? count) =>
        string.Create(CultureInfo.InvariantCulture, $"\\prompt{{{word}}}{{{colour}}}{{{count?.ToString(CultureInfo.InvariantCulture) ?? " "}}}\n");

    private static string Output(Output output, int cell, int place, ExportFiles files)
    {
        switch (output.Kind)
        {
            case OutputKind.Stream:
                return string.IsNullOrWhiteSpace(output.Text) ? "" : LatexMarkup.Verbatim(ExportText.Plain(output.Text));
            case OutputKind.Error:
                return LatexMarkup.Verbatim(ExportText.Error(output)).Replace("[commandchars", "[frame=single,rulecolor=\\color{errorcolor},commandchars", StringComparison.Ordinal);
        }

        string? type = DisplayChoice.Of(output, DisplayChoice.Latex);
        string text = type is null ? "" : output.Data.Text(type)!;
        return type switch
        {
            null => "",
            "text/markdown" => LatexMarkup.Render(text),
            "text/plain" => LatexMarkup.Verbatim(ExportText.Plain(text)),
            DisplayChoice.Svg => files.Image(output.Data, type, cell, place) is { } drawing ? $"\\href{{run:{LatexText.Url(drawing)}}}{{\\texttt{{{LatexText.Escape(drawing)}}}}}" : "",
            _ when DisplayChoice.IsImage(type) => files.Image(output.Data, type, cell, place) is { } address ? $"\\begin{{center}}\n{LatexMarkup.Image(address)}\n\\end{{center}}" : "",
            _ => text,
        };
    }
}

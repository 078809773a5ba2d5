using System.Globalization;
using System.Text;
using Deckle.Comparing;
using Deckle.Json;
using Deckle.Tool.Diffing;
using Deckle.Tool.Rendering.Ansi;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Showing;

/// <summary>Writes outputs: of each the representation that a terminal shows best.</summary>
internal sealed class OutputShow(TerminalWriter writer, ShowOptions options, Notebook notebook)
{
    private const int LongestHtml = 2_000_000;
    private const int MostRows = 200;

    private static readonly string[] Readable = ["text/markdown", "text/latex", "application/json"];

    private readonly WidgetNames widgets = new(notebook);

    /// <summary>Outputs, those that one stream wrote in several messages as one: a progress bar overwrites itself across them.</summary>
    public static IEnumerable<Output> Joined(IReadOnlyList<Output> outputs)
    {
        for (int at = 0; at < outputs.Count; at++)
        {
            Output output = outputs[at];
            if (output.Kind != OutputKind.Stream || at + 1 == outputs.Count || !Continues(output, outputs[at + 1]))
            {
                yield return output;
                continue;
            }

            var text = new StringBuilder(output.Text);
            while (at + 1 < outputs.Count && Continues(output, outputs[at + 1]))
            {
                text.Append(outputs[++at].Text);
            }

            yield return new Output(output.Json.With("text", text.ToString()));
        }
    }

    public void Write(Output output)
    {
        switch (output.Kind)
        {
            case OutputKind.Stream:
                Text(output.Text, output.StreamName == "stderr" ? TerminalStyle.Changed : TerminalStyle.Plain);
                break;
            case OutputKind.Error:
                Error(output);
                break;
            case OutputKind.DisplayData or OutputKind.ExecuteResult:
                if (output.Kind == OutputKind.ExecuteResult && options.Parts.Details)
                {
                    string count = output.Json["execution_count"] is JsonNumber number ? number.Token : " ";
                    writer.Line($"Out[{count}]:", TerminalStyle.Removed);
                }

                Data(output.Data);
                break;
            default:
                writer.Line($"[{output.Json.GetText("output_type") ?? "an output without a type"}]", TerminalStyle.Dim);
                break;
        }

        if (options.Parts.Metadata)
        {
            MetadataText.Write(writer, JsonPath.Root.Key("metadata"), output.Metadata, "");
        }
    }

    public void WriteAttachment(string name, MimeBundle data)
    {
        foreach (JsonMember item in data.Json)
        {
            if (!Draw(item.Key, item.Value))
            {
                writer.Line($"[attachment {name}: {item.Key} {Payload.Summary(item.Key, item.Value)}]", TerminalStyle.Dim);
            }
        }
    }

    private static bool Continues(Output output, Output next) => next.Kind == OutputKind.Stream && next.StreamName == output.StreamName;

    private void Data(MimeBundle data)
    {
        if (data.Text("text/html") is { Length: < LongestHtml } html && Tables(html) is { Length: > 0 } tables)
        {
            foreach (HtmlTable table in tables)
            {
                Table(table);
            }

            return;
        }

        if (data.Json.FirstOrDefault(item => item.Key.StartsWith("image/", StringComparison.Ordinal)) is { Key: not null } image)
        {
            if (!Draw(image.Key, image.Value))
            {
                writer.Line($"[{image.Key} {Payload.Summary(image.Key, image.Value)}]", TerminalStyle.Dim);
            }

            return;
        }

        if (data.Json.Get<JsonObject>(WidgetNames.MediaType) is { } view)
        {
            writer.Line($"[widget {widgets.Of(view)}]", TerminalStyle.Dim);
        }

        if (data.Text("text/plain") is { } plain)
        {
            Text(plain, TerminalStyle.Plain);
            return;
        }

        if (Readable.FirstOrDefault(data.Json.Has) is { } type)
        {
            Text(data.Text(type) ?? JsonWriter.ToText(data.Json[type]!, new JsonWriterOptions { Indent = 2 }), TerminalStyle.Plain);
            return;
        }

        foreach (JsonMember item in data.Json.Where(item => item.Key != WidgetNames.MediaType))
        {
            writer.Line($"[{item.Key} {Payload.Summary(item.Key, item.Value)}]", TerminalStyle.Dim);
        }
    }

    private bool Draw(string mediaType, JsonValue value)
    {
        if (options.Images == ImageProtocol.None || !TerminalImage.Draw(writer, options.Images, mediaType, value, options.Width))
        {
            return false;
        }

        writer.Line();
        return true;
    }

    private static HtmlTable[] Tables(string html) => html.Contains("<table", StringComparison.OrdinalIgnoreCase)
        ? [.. HtmlParts.Read(html).Select(part => part.Table).OfType<HtmlTable>().Where(table => table.ColumnCount > 0)]
        : [];

    private void Table(HtmlTable table)
    {
        var text = new TextTable();
        foreach ((IReadOnlyList<HtmlCell> row, int at) in table.Rows.Take(MostRows).Select((row, at) => (row, at)))
        {
            var cells = new List<TableCell>();
            foreach (HtmlCell cell in row)
            {
                while (cells.Count < cell.Column)
                {
                    cells.Add(default);
                }

                cells.Add(new TableCell(cell.Text, cell.IsHeader ? TerminalStyle.Bold : TerminalStyle.Plain, at < table.HeaderRows));
            }

            text.Add("", TerminalStyle.Plain, cells);
        }

        text.Write(writer, "");
        if (table.Rows.Count > MostRows)
        {
            writer.Line(string.Create(CultureInfo.InvariantCulture, $"… {table.Rows.Count - MostRows:N0} more rows"), TerminalStyle.Dim);
        }
    }

    private void Error(Output output)
    {
        if (output.Traceback.Count == 0)
        {
            writer.Line($"{output.ErrorName}: {AnsiRenderer.Plain(output.ErrorValue)}", TerminalStyle.Warning);
            return;
        }

        Text(string.Join('\n', output.Traceback), TerminalStyle.Plain);
    }

    private void Text(string text, TerminalStyle style)
    {
        string trimmed = text.EndsWith('\n') ? text[..^1] : text;
        var screen = new TerminalScreenOutput(writer, style, options.MostOutputLines);
        AnsiRenderer.Show(screen, trimmed);
        screen.Finish();
    }
}

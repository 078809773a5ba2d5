using System.Globalization;
using Deckle.Exporting;
using Deckle.Json;
using Deckle.Tool.Rendering.Highlighting;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Showing;

/// <summary>Writes a cell: heading, metadata, source, attachments, outputs.</summary>
internal sealed class CellShow(TerminalWriter writer, ShowOptions options, Notebook notebook, bool hasOwnIds)
{
    private static readonly string[] Told = ["cell_type", "id", "source", "metadata", "outputs", "attachments", "execution_count"];

    private readonly OutputShow outputs = new(writer, options, notebook);

    public void Write(int number, Cell cell)
    {
        Heading(number, cell);
        if (options.Parts.Metadata)
        {
            MetadataText.Write(writer, JsonPath.Root.Key("metadata"), cell.Metadata.Where(member => member.Key != "tags"), "");
            MetadataText.Write(writer, JsonPath.Root, cell.Json.Where(member => !Told.Contains(member.Key)), "");
        }

        if (options.Parts.Sources)
        {
            Source(cell);
        }

        if (options.Parts.Attachments)
        {
            foreach (JsonMember attachment in cell.Json.Get<JsonObject>("attachments") ?? JsonObject.Empty)
            {
                outputs.WriteAttachment(attachment.Key, new MimeBundle(attachment.Value as JsonObject ?? JsonObject.Empty));
            }
        }

        if (options.Parts.Outputs)
        {
            foreach (Output output in OutputShow.Joined(cell.Outputs))
            {
                outputs.Write(output);
            }
        }
    }

    private void Heading(int number, Cell cell)
    {
        string id = options.Parts.Ids && hasOwnIds && cell.Id is { } text ? $" id={text}" : "";
        string tags = options.Parts.Metadata && cell.Tags.Count > 0 ? $"  tags: {string.Join(", ", cell.Tags)}" : "";
        writer.Text(string.Create(CultureInfo.InvariantCulture, $"── cell {number} [{cell.Json.GetText("cell_type") ?? "unknown"}]"), TerminalStyle.Bold);
        writer.Line($"{id}{tags}", TerminalStyle.Dim);
    }

    private void Source(Cell cell)
    {
        if (cell.Kind == CellKind.Code && options.Parts.Details)
        {
            writer.Line($"In [{(cell.ExecutionCount is { } count ? count.ToString(CultureInfo.InvariantCulture) : " ")}]:", TerminalStyle.Place);
        }

        string source = cell.Source;
        if (source.Length == 0)
        {
            return;
        }

        if (!writer.UsesColor || cell.Kind == CellKind.Raw)
        {
            var plain = new TerminalCodeOutput(writer);
            plain.Text(source);
        }
        else if (cell.Kind == CellKind.Markdown)
        {
            MarkdownText.Write(writer, source);
        }
        else
        {
            CodeHighlighter.Write(new TerminalCodeOutput(writer), source, CodeLanguage.Of(cell, notebook));
        }

        writer.Line();
    }
}

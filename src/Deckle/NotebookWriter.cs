using System.Buffers;
using Deckle.Json;
using Deckle.Upgrading;

namespace Deckle;

/// <summary>
/// Writes a notebook byte for byte as Python's nbformat does: sorted keys, one space a level, text as lists of lines,
/// transient keys left out (<c>orig_nbformat</c>, <c>signature</c>, cells' <c>trusted</c>), one final newline. Notebooks of nbformat 1
/// to 3 are written as their version's writer does.
/// </summary>
public static class NotebookWriter
{
    /// <param name="finalNewline">nbformat's <c>write</c> ends the file with a newline; its <c>writes</c>, and so papermill, does not.</param>
    public static byte[] Write(Notebook notebook, bool finalNewline = true)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        Write(notebook, buffer, finalNewline);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Notebook notebook, IBufferWriter<byte> output, bool finalNewline = true) =>
        Write(notebook, output, finalNewline, static (cell, writer) => WriteCell(cell, writer));

    /// <summary>Writes a notebook whose cells are written by somebody else, who may have kept them from the last time.</summary>
    internal static void Write(Notebook notebook, IBufferWriter<byte> output, bool finalNewline, Action<JsonValue, JsonWriter> writeCell)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        if (notebook.Format.Major < 4)
        {
            LegacyWriter.Write(notebook, output);
        }
        else
        {
            WriteNotebook(notebook, output, writeCell);
        }

        if (finalNewline)
        {
            output.Write("\n"u8);
        }
    }

    private static void WriteNotebook(Notebook notebook, IBufferWriter<byte> output, Action<JsonValue, JsonWriter> writeCell)
    {
        var writer = new JsonWriter(output, JsonWriterOptions.Notebook);
        writer.BeginObject();
        foreach (JsonMember member in writer.InOrder(notebook.Json))
        {
            writer.Key(member.Key);
            if (member is { Key: "cells", Value: JsonArray { Count: > 0 } cells })
            {
                writer.BeginArray();
                foreach (JsonValue cell in cells)
                {
                    writer.Item();
                    writeCell(cell, writer);
                }

                writer.EndArray();
            }
            else
            {
                writer.Write(member is { Key: "metadata", Value: JsonObject metadata }
                    ? metadata.Without("orig_nbformat").Without("orig_nbformat_minor").Without("signature")
                    : member.Value);
            }
        }

        writer.EndObject();
    }

    /// <summary>How deep a cell stands in a notebook.</summary>
    internal const int CellDepth = 2;

    internal static void WriteCell(JsonValue value, JsonWriter writer)
    {
        if (value is not JsonObject { Count: > 0 } cell)
        {
            writer.Write(value);
            return;
        }

        bool isCode = cell.GetText("cell_type") == "code";
        writer.BeginObject();
        foreach (JsonMember member in writer.InOrder(cell))
        {
            writer.Key(member.Key);
            switch (member)
            {
                case { Key: "source" }:
                    WriteLines(member.Value, writer);
                    break;
                case { Key: "metadata", Value: JsonObject metadata }:
                    writer.Write(metadata.Without("trusted"));
                    break;
                case { Key: "attachments", Value: JsonObject { Count: > 0 } attachments }:
                    WriteAttachments(attachments, writer);
                    break;
                case { Key: "outputs", Value: JsonArray { Count: > 0 } outputs } when isCode:
                    WriteOutputs(outputs, writer);
                    break;
                default:
                    writer.Write(member.Value);
                    break;
            }
        }

        writer.EndObject();
    }

    private static void WriteAttachments(JsonObject attachments, JsonWriter writer)
    {
        writer.BeginObject();
        foreach (JsonMember attachment in writer.InOrder(attachments))
        {
            writer.Key(attachment.Key);
            WriteBundle(attachment.Value, writer);
        }

        writer.EndObject();
    }

    private static void WriteOutputs(JsonArray outputs, JsonWriter writer)
    {
        writer.BeginArray();
        foreach (JsonValue output in outputs)
        {
            writer.Item();
            WriteOutput(output, writer);
        }

        writer.EndArray();
    }

    private static void WriteOutput(JsonValue value, JsonWriter writer)
    {
        if (value is not JsonObject { Count: > 0 } output)
        {
            writer.Write(value);
            return;
        }

        string kind = output.GetText("output_type") ?? "";
        bool isRich = kind is "display_data" or "execute_result";
        writer.BeginObject();
        foreach (JsonMember member in writer.InOrder(output))
        {
            writer.Key(member.Key);
            if (member.Key == "data" && isRich)
            {
                WriteBundle(member.Value, writer);
            }
            else if (member.Key == "text" && kind == "stream")
            {
                WriteLines(member.Value, writer);
            }
            else if (member.Key == "text" && kind.Length > 0 && !isRich)
            {
                // nbformat joins the text of an output type it does not know, and leaves it joined.
                writer.Write(Multiline.Join(member.Value) ?? member.Value);
            }
            else
            {
                writer.Write(member.Value);
            }
        }

        writer.EndObject();
    }

    private static void WriteBundle(JsonValue value, JsonWriter writer)
    {
        if (value is not JsonObject { Count: > 0 } bundle)
        {
            writer.Write(value);
            return;
        }

        writer.BeginObject();
        foreach (JsonMember member in writer.InOrder(bundle))
        {
            writer.Key(member.Key);
            if (MimeBundle.IsSplit(member.Key))
            {
                WriteLines(member.Value, writer);
            }
            else
            {
                writer.Write(MimeBundle.IsJson(member.Key) ? member.Value : Multiline.Join(member.Value) ?? member.Value);
            }
        }

        writer.EndObject();
    }

    private static void WriteLines(JsonValue value, JsonWriter writer)
    {
        if (Multiline.Join(value) is not { } joined)
        {
            writer.Write(value);
            return;
        }

        ReadOnlySpan<byte> rest = joined.Utf8.Span;
        if (rest.IsEmpty)
        {
            writer.Write(JsonArray.Empty);
            return;
        }

        writer.BeginArray();
        while (!rest.IsEmpty)
        {
            int length = PythonLines.FirstLength(rest);
            writer.Item();
            writer.WriteString(rest[..length]);
            rest = rest[length..];
        }

        writer.EndArray();
    }
}

using System.Buffers;
using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>Writes notebooks of nbformat 1 to 3 byte for byte as Python's nbformat does: ASCII only; nbformat 1 indented by four, keys in their own order.</summary>
internal static class LegacyWriter
{
    public static void Write(Notebook notebook, IBufferWriter<byte> output)
    {
        int major = notebook.Format.Major;
        JsonObject json = major switch
        {
            1 => notebook.Json,
            2 => LegacyText.Split(LegacyText.Join(notebook.Json, major), major),
            _ => LegacyText.Split(LegacyText.Join(WithoutTransient(notebook.Json), major), major),
        };
        new JsonWriter(output, new JsonWriterOptions { Indent = major == 1 ? 4 : 1, SortKeys = major > 1, AsciiOnly = true }).Write(json);
    }

    private static JsonObject WithoutTransient(JsonObject notebook) =>
        LegacyText.OnCells(notebook.Without("orig_nbformat").Without("orig_nbformat_minor"), cell =>
        {
            // nbformat 3.0 kept "trusted" in the cell itself for a while.
            JsonObject bare = cell.Without("trusted");
            return bare["metadata"] is JsonObject metadata ? bare.With("metadata", metadata.Without("trusted")) : bare;
        });
}

using Deckle.Editing;
using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>
/// Takes out of a notebook what a run puts in: outputs, counts, and the keys that editors leave behind. The rules are nbstripout's
/// and nb-clean's; see <see cref="StripOptions"/>.
/// </summary>
public static class NotebookStripper
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Strips a notebook of any version. What is broken in it stays as it is.</summary>
    /// <exception cref="DeckleException"><c>strip-contradiction</c>: a cell's metadata and tags disagree about its outputs.</exception>
    public static StripResult Strip(Notebook notebook, StripOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        options ??= StripOptions.Default;
        var report = new StripReport();
        bool keepsOutput = options.KeepOutput ?? (options.HeedMarks && KeepMarks.OfNotebook(notebook.Json) == true);
        IReadOnlyList<StripKey> keys = [.. KeysToStrip.Of(options, notebook.Format)];
        JsonObject json = NotebookKeys.Strip(notebook.Json, notebook.Format, options, [.. keys.Where(key => !key.IsCell)], report);
        var cells = new CellStripper(options, notebook, keepsOutput, [.. keys.Where(key => key.IsCell)], report);
        json = OnCells(json, notebook.Format, cells.Strip);
        return new StripResult(ReferenceEquals(json, notebook.Json) ? notebook : new Notebook(json), report.Findings);
    }

    /// <summary>Strips a file: every byte that did not have to go stays, from indentation and key order to line ends and a byte order mark.</summary>
    /// <param name="file">A notebook. It must not change as long as the result is in use.</param>
    /// <returns>The stripped file; the very same bytes where nothing was to strip.</returns>
    /// <exception cref="DeckleException">The file is no notebook (<see cref="NotebookReader.Read"/>), or <c>strip-contradiction</c>.</exception>
    public static ReadOnlyMemory<byte> Edit(ReadOnlyMemory<byte> file, StripOptions? options = null) => Edit(file, options ?? StripOptions.Default, out _);

    /// <inheritdoc cref="Edit(ReadOnlyMemory{byte}, StripOptions?)"/>
    /// <param name="findings">What went.</param>
    public static ReadOnlyMemory<byte> Edit(ReadOnlyMemory<byte> file, StripOptions options, out IReadOnlyList<StripFinding> findings)
    {
        bool isMarked = file.Span.StartsWith(ByteOrderMark);
        ReadOnlyMemory<byte> text = isMarked ? file[ByteOrderMark.Length..] : file;
        Notebook notebook = NotebookReader.ReadShared(text);
        StripResult result = Strip(notebook, options);
        findings = result.Findings;
        if (!result.IsChanged)
        {
            return file;
        }

        byte[] edited = JsonEditor.Edit(text, notebook.Json, result.Notebook.Json);
        return isMarked ? (byte[])[.. ByteOrderMark, .. edited] : edited;
    }

    private static JsonObject OnCells(JsonObject notebook, NotebookFormat format, Func<JsonArray, JsonPath, JsonArray> strip)
    {
        if (format.Major >= 4 || notebook["worksheets"] is not JsonArray worksheets)
        {
            return notebook["cells"] is JsonArray cells ? notebook.With("cells", strip(cells, JsonPath.Root.Key("cells"))) : notebook;
        }

        JsonArray changed = worksheets;
        for (int i = 0; i < worksheets.Count; i++)
        {
            if (worksheets[i] is JsonObject worksheet && worksheet["cells"] is JsonArray cells)
            {
                changed = changed.With(i, worksheet.With("cells", strip(cells, JsonPath.Root.Key("worksheets").Item(i).Key("cells"))));
            }
        }

        return notebook.With("worksheets", changed);
    }
}

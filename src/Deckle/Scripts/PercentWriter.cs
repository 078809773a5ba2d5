using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>
/// Writes a notebook as a script whose cells begin with <c># %%</c>, as jupytext's <c>percent</c> format: text and raw cells are comments, magics
/// are commented out, so that the script runs. Outputs are not in it.
/// </summary>
public static class PercentWriter
{
    /// <summary>The version of the format that is written, in the header.</summary>
    public const string FormatVersion = "1.3";

    /// <param name="notebook">Of nbformat 4.</param>
    /// <param name="language">Decides the comment sign and what is code: cells of other languages become comments.</param>
    public static string Write(Notebook notebook, ScriptLanguage language)
    {
        JsonObject jupytext = notebook.Metadata.Get<JsonObject>("jupytext") ?? JsonObject.Empty;
        IReadOnlyList<Cell> cells = notebook.Cells;
        Cell? front = cells.Count > 0 && ScriptHeader.IsFrontMatter(cells[0]) ? cells[0] : null;
        cells = front is null ? cells : [.. cells.Skip(1)];

        IReadOnlyList<string> header = ScriptHeader.Write(Metadata(notebook, language, jupytext), front is null ? null : Lf(front.Source), language);
        var writer = new PercentCell(language, jupytext);
        string[][] texts = [.. cells.Select(cell => writer.Write(cell).ToArray())];

        // From the end, because the distance to the next cell depends on what follows.
        int[] blank = new int[texts.Length];
        IEnumerable<string> From(int cell)
        {
            for (int i = cell; i < texts.Length; i++)
            {
                foreach (string line in texts[i].Concat(Enumerable.Repeat("", blank[i])))
                {
                    yield return line;
                }
            }
        }

        for (int i = texts.Length - 1; i >= 0; i--)
        {
            blank[i] = Distance(cells[i]) ?? BlankLines.Between(texts[i], From(i + 1), language);
        }

        int behindHeader = (front is null ? null : Distance(front)) ?? BlankLines.Between(header, From(0), language);
        return string.Join('\n', [.. FirstLines(notebook, jupytext, language), .. header, .. Enumerable.Repeat("", behindHeader), .. From(0)]);
    }

    internal static string Lf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static int? Distance(Cell cell) =>
        cell.Metadata.Get<JsonNumber>("lines_to_next_cell") is { } number && number.TryGetInt64(out long lines) && lines is >= 0 and < 1000 ? (int)lines : null;

    private static IEnumerable<string> FirstLines(Notebook notebook, JsonObject jupytext, ScriptLanguage language)
    {
        if (jupytext.GetText("executable") is { } executable)
        {
            yield return "#!" + executable;
        }

        // Python 3 is UTF-8 by itself; of other languages some are not.
        if (jupytext.GetText("encoding") is { } encoding)
        {
            yield return encoding;
        }
        else if (!language.IsPython && notebook.Cells.Any(cell => !System.Text.Ascii.IsValid(cell.Source)))
        {
            yield return language.ToComment("-*- coding: utf-8 -*-");
        }
    }

    private static JsonObject Metadata(Notebook notebook, ScriptLanguage language, JsonObject jupytext)
    {
        JsonObject known = jupytext.Get<JsonObject>("text_representation") ?? JsonObject.Empty;
        bool isSame = known.GetText("extension") == language.Extension && known.GetText("format_name") == "percent";
        JsonObject representation = isSame ? known : JsonObject.Of(("extension", language.Extension), ("format_name", "percent"), ("format_version", FormatVersion));
        JsonObject told = jupytext.Without("executable").Without("encoding").With("text_representation", representation);
        told = told.GetText("main_language") == language.Name ? told.Without("main_language") : told;
        return MetadataFilter.Notebook.With(jupytext.GetText("notebook_metadata_filter")).Apply(notebook.Metadata.With("jupytext", told));
    }
}

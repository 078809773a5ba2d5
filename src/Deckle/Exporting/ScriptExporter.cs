using System.Globalization;
using Deckle.Json;
using Deckle.Scripts;

namespace Deckle.Exporting;

/// <summary>
/// A notebook as a script that runs without a kernel: text as comments, and magics as code that does the same or as comments
/// (<see cref="PlainPython"/>). nbconvert's scripts call <c>get_ipython()</c>, which only IPython has.
/// </summary>
public static class ScriptExporter
{
    /// <summary>The ending of a notebook's script; <c>.txt</c> for a language without one.</summary>
    public static string Extension(Notebook notebook) =>
        ScriptLanguages.Of(notebook)?.Extension
        ?? (notebook.Metadata.Get<JsonObject>("language_info")?.GetText("file_extension") is { Length: > 1 and < 16 } ending
            && ending[0] == '.' && ending.Skip(1).All(char.IsAsciiLetterOrDigit) ? ending : ".txt");

    /// <param name="notebook">Of nbformat 4.</param>
    public static ExportedDocument Write(Notebook notebook, ExportOptions options)
    {
        ScriptLanguage? language = ScriptLanguages.Of(notebook);
        var blocks = new List<string>();
        if (language is { IsPython: true })
        {
            // nbconvert's first lines.
            blocks.Add("#!/usr/bin/env python\n# coding: utf-8");
        }

        blocks.AddRange(notebook.Cells.Where(cell => !TagFilter.HidesSource(cell)).SelectMany(cell => Blocks(cell, language, options)));
        return ExportedDocument.OfText(string.Join("\n\n", blocks.Select(block => block.Trim('\n')).Where(block => block.Length > 0)) + "\n");
    }

    private static IEnumerable<string> Blocks(Cell cell, ScriptLanguage? language, ExportOptions options)
    {
        string source = PercentWriter.Lf(cell.Source);
        if (string.IsNullOrWhiteSpace(source))
        {
            return [];
        }

        if (cell.Kind == CellKind.Code)
        {
            if (options.NoInput)
            {
                return [];
            }

            string prompt = cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? " ";
            return [.. options.NoPrompt || language is null ? Array.Empty<string>() : [language.ToComment($"In[{prompt}]:")], Code(source, language)];
        }

        return language is not null && (cell.Kind == CellKind.Markdown || (cell.Kind == CellKind.Raw && RawCells.IsFor(cell))) ? [Comment(source, language)] : [];
    }

    private static string Code(string source, ScriptLanguage? language)
    {
        string[] lines = source.Split('\n');
        return language is null ? source
            : language.IsPython ? PlainPython.Convert(lines)
            : LanguageMagic.Read(lines[0], language) is not null ? Comment(source, language)
            : string.Join('\n', new Magics(language).Comment(lines));
    }

    private static string Comment(string text, ScriptLanguage language) => string.Join('\n', text.TrimEnd('\n').Split('\n').Select(language.ToComment));
}

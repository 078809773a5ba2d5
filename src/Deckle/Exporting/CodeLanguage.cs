using Deckle.Scripts;

namespace Deckle.Exporting;

/// <summary>The language that a code cell is shown in.</summary>
public static class CodeLanguage
{
    /// <summary>That of its first line, <c>%%bash</c>, else the notebook's; empty where it is not known.</summary>
    public static string Of(Cell cell, Notebook notebook)
    {
        string firstLine = cell.Source.Split('\n', 2)[0].TrimEnd('\r');
        ScriptLanguage main = ScriptLanguages.Of(notebook) ?? ScriptLanguages.Python;
        string name = cell.Metadata.GetText("magics_language") ?? LanguageMagic.Read(firstLine, main)?.GetText("language") ?? notebook.Language ?? "";

        // It stands behind a fence, where anything else would end it.
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-' or '_' or '.') ? name : "";
    }
}

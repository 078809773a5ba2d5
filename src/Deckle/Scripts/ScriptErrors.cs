namespace Deckle.Scripts;

/// <summary>The errors of reading and writing scripts.</summary>
public static class ScriptErrors
{
    public static DeckleException UnknownLanguage(string what) =>
        new("script-language-unknown", $"{what}: no language is known by this ending", "name the script by its language, such as .py, .R, .jl or .cs")
        {
            Facts = [("available", string.Join(' ', ScriptLanguages.All.Select(language => language.Extension)))],
        };

    public static DeckleException NoLanguage(string? language) =>
        new(
            "script-language-unknown",
            language is null ? "the notebook does not say its language" : $"the notebook's language '{language}' is not one that scripts are written in",
            "name the script's ending: --to py:percent")
        {
            Facts = [("available", string.Join(' ', ScriptLanguages.All.Select(known => known.Extension)))],
        };

    public static DeckleException OtherLanguage(string notebook, ScriptLanguage script) =>
        new("script-language-mismatch", $"the notebook is {notebook}, and {script.Extension} files are {script.Name}", "name the file by the notebook's language");

    public static DeckleException OtherFormat(string format) =>
        new("script-format-unsupported", $"the script's header says that it is in jupytext's format '{format}'", "only 'percent' (cells that begin with # %%) is read; save it as py:percent");

    public static DeckleException NotText() => new("script-not-text", "the script is not UTF-8 text", "save it as UTF-8");

    public static DeckleException Encoding(string line) =>
        new("script-not-text", $"the script declares another encoding than UTF-8: {line.Trim()}", "save it as UTF-8");
}

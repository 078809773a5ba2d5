namespace Deckle.Tool.Exporting;

/// <summary>The errors of exporting and converting.</summary>
internal static class ExportErrors
{
    public static DeckleException UnknownFormat(string name, IEnumerable<string> known, string? meant) =>
        new("export-format-unknown", $"no format is called '{name}'", "choose one with --to")
        {
            Facts = [("available", string.Join(", ", known)), .. meant is null ? Array.Empty<(string, string)>() : [("did you mean", meant)]],
        };

    public static DeckleException SamePlace(string path, string one, string other) =>
        new("export-same-place", $"{one} and {other} would both be written to {path}", "give a folder for each, or put {notebook_name} into --output");

    public static DeckleException OneOutput(int count) =>
        new("usage", $"--output names one document, and there are {count} notebooks", "put {notebook_name} into it, or use --output-dir");

    public static DeckleException ParametersUnused() =>
        new("usage", "parameters have no effect without --execute", "add --execute, or leave the parameters out");

    public static DeckleException StdoutTwice(string options) =>
        new("usage", $"the document and the report cannot both go to stdout ({options})", "write the document to a file, or leave out --json");

    public static DeckleException Onto(string path) =>
        new("export-onto-itself", $"{path} would be written onto itself", "name another file; deckle export --inplace rewrites a notebook on purpose");

    public static DeckleException NoTarget() =>
        new("usage", "where to is not said", "name the file to write, or its format: deckle convert report.ipynb --to py:percent");

    public static DeckleException UnknownEnding(string path) =>
        new("export-format-unknown", $"{path} names no format by its ending", "name it .ipynb, .py, .R, .jl or another script's ending, or say --to py:percent");
}

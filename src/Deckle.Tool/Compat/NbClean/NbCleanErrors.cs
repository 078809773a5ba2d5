namespace Deckle.Tool.Compat.NbClean;

/// <summary>Errors as nb-clean's traceback ends: with the exception's name and message. What Deckle knows besides stands before it.</summary>
internal static class NbCleanErrors
{
    /// <param name="path">The notebook that it is about; null for stdin or none.</param>
    public static string Text(DeckleException error, string? path = null)
    {
        string name = error.Code switch
        {
            "notebook-empty" or "notebook-not-json" => "nbformat.reader.NotJSONError: Notebook does not appear to be JSON",
            "input-not-found" => "FileNotFoundError",
            "input-is-folder" => "IsADirectoryError",
            "input-not-readable" or "output-not-writable" => "PermissionError",
            "notebook-too-old" => "AttributeError",
            "git-missing" => "FileNotFoundError",
            _ => "ValueError",
        };
        IEnumerable<string> file = path is null || error.Message.Contains(path, StringComparison.Ordinal) ? [] : [$"nb-clean: error: cannot go on with {path}\n"];
        IEnumerable<string> more = error.Facts.Select(fact => $"{fact.Label}: {fact.Text}\n");
        more = error.Help is null ? more : more.Append($"help: {error.Help}\n");
        return string.Concat(file.Concat(more).Append($"{name}: {error.Message}\n"));
    }
}

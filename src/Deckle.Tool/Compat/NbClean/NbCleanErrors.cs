namespace Deckle.Tool.Compat.NbClean;

/// <summary>Errors as nb-clean's traceback ends: with the exception's name and message. What Deckle knows besides stands before it.</summary>
internal static class NbCleanErrors
{
    public static string Text(DeckleException error)
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
        IEnumerable<string> more = error.Facts.Select(fact => $"{fact.Label}: {fact.Text}\n");
        more = error.Help is null ? more : more.Append($"help: {error.Help}\n");
        return string.Concat(more.Append($"{name}: {error.Message}\n"));
    }
}

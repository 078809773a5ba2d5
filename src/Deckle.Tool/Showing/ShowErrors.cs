namespace Deckle.Tool.Showing;

/// <summary>The errors of showing notebooks.</summary>
internal static class ShowErrors
{
    public static DeckleException NoNotebook(IEnumerable<string> paths) =>
        new("show-nothing", $"no notebook in {string.Join(", ", paths)}", "name a notebook, or a folder that holds some") { Kind = ErrorKind.NothingToDo };

    /// <summary>The same error, told of one notebook among several.</summary>
    public static DeckleException At(string path, DeckleException cause) =>
        new(cause.Code, $"{path}: {cause.Message}", cause.Help, cause) { Facts = cause.Facts, Kind = cause.Kind };
}

namespace Deckle.Tool.Showing;

/// <summary>The errors of showing notebooks.</summary>
internal static class ShowErrors
{
    public static DeckleException NoNotebook(IEnumerable<string> paths) =>
        new("show-nothing", $"no notebook in {string.Join(", ", paths)}", "name a notebook, or a folder that holds some") { Kind = ErrorKind.NothingToDo };
}

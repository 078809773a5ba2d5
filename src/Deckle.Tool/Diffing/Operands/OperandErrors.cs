namespace Deckle.Tool.Diffing.Operands;

/// <summary>The errors of what is named to be compared.</summary>
internal static class OperandErrors
{
    /// <param name="side">As it is shown.</param>
    public static DeckleException NoNotebook(string side, DeckleException cause) =>
        new(cause.Code, $"{side}: {cause.Message}", cause.Help, cause) { Facts = cause.Facts, Kind = ErrorKind.Input };

    /// <inheritdoc cref="NoNotebook"/>
    public static DeckleException IsLink(string side) =>
        new("diff-link", $"{side} is a symbolic link, and where it leads is compared", "compare the files themselves: deckle diff FILE FILE");

    public static DeckleException StdinTwice() =>
        new("usage", "both operands are -, and there is one standard input", "name a file for one of them");

    public static DeckleException StdinAndFolder(string folder) =>
        new("usage", $"- has no name, so it has no partner in the folder {folder}", "name the file in it");
}

namespace Deckle.Tool.Serving.Nbdime;

/// <summary>The errors of nbdime's interface, in its words.</summary>
internal static class NbdimeErrors
{
    public static DeckleException InvalidNotebook(string name, DeckleException cause) =>
        new("served-notebook-invalid", $"Invalid notebook: {name}: {cause.Message}", cause.Help, cause);
}

namespace Deckle.Tool.Compat.Papermill;

/// <summary>A command line that is wrong, in click's words.</summary>
/// <param name="showsUsage">click shows the usage line with most errors, but not with those of its lowest layer.</param>
internal sealed class ClickException(string message, bool showsUsage = true) : DeckleException("usage", message)
{
    public bool ShowsUsage { get; } = showsUsage;
}

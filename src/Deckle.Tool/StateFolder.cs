namespace Deckle.Tool;

/// <summary>Where Deckle keeps what outlives a run and is no setting: <c>$XDG_STATE_HOME/deckle</c>, else <c>~/.local/state/deckle</c>.</summary>
internal static class StateFolder
{
    public static string Path => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is ['/', ..] given
        ? System.IO.Path.Combine(given, "deckle")
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".local", "state", "deckle");
}

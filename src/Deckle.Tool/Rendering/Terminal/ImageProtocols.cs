namespace Deckle.Tool.Rendering.Terminal;

/// <summary>Finds out how this terminal is given pictures, by what it says of itself. It is not asked: an answer could come late, as typed text.</summary>
internal static class ImageProtocols
{
    private static readonly string[] SixelTerminals = ["foot", "mlterm", "yaft", "contour"];

    /// <param name="variable">The environment.</param>
    public static ImageProtocol Detect(Func<string, string?> variable)
    {
        string terminal = variable("TERM") ?? "";
        string program = variable("TERM_PROGRAM") ?? "";

        // A multiplexer stands between; it passes on what its own TERM promises.
        if (!string.IsNullOrEmpty(variable("TMUX")) || terminal.StartsWith("screen", StringComparison.Ordinal) || terminal.StartsWith("tmux", StringComparison.Ordinal))
        {
            return terminal.Contains("sixel", StringComparison.Ordinal) ? ImageProtocol.Sixel : ImageProtocol.None;
        }

        return !string.IsNullOrEmpty(variable("KITTY_WINDOW_ID")) || terminal is "xterm-kitty" or "xterm-ghostty" || program is "ghostty" ? ImageProtocol.Kitty
            : program is "iTerm.app" or "WezTerm" or "mintty" || variable("LC_TERMINAL") == "iTerm2" ? ImageProtocol.Iterm2
            : terminal.Contains("sixel", StringComparison.Ordinal) || SixelTerminals.Any(name => terminal == name || terminal.StartsWith($"{name}-", StringComparison.Ordinal)) ? ImageProtocol.Sixel
            : ImageProtocol.None;
    }
}

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>What stdout is.</summary>
/// <param name="IsTerminal">Whether a person sees it directly.</param>
internal sealed record TerminalKind(bool IsTerminal)
{
    /// <summary>What a width is taken for where the terminal does not know its own, as at a serial console.</summary>
    private const int UsualWidth = 80;

    private const int UsualHeight = 24;

    public bool ShowsColors { get; init; }

    public int Width { get; init; } = UsualWidth;

    public int Height { get; init; } = UsualHeight;

    public static TerminalKind OfProcess()
    {
        if (Console.IsOutputRedirected)
        {
            return new TerminalKind(IsTerminal: false);
        }

        bool isColored = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new TerminalKind(IsTerminal: true)
        {
            ShowsColors = isColored,
            Width = Console.WindowWidth is > 0 and var width ? width : UsualWidth,
            Height = Console.WindowHeight is > 0 and var height ? height : UsualHeight,
        };
    }
}

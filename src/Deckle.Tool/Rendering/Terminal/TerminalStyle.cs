namespace Deckle.Tool.Rendering.Terminal;

/// <summary>How a piece of text looks on a terminal with colours: the parameters of one <c>CSI ... m</c> (ECMA-48, SGR).</summary>
/// <param name="Parameters">Such as <c>1;36</c>; empty for plain text.</param>
internal readonly record struct TerminalStyle(string Parameters)
{
    public static TerminalStyle Plain { get; } = new("");

    public static TerminalStyle Bold { get; } = new("1");

    public static TerminalStyle Dim { get; } = new("2");

    public static TerminalStyle Italic { get; } = new("3");

    // Those of git's diff, so that they look the same side by side.
    public static TerminalStyle Removed { get; } = new("31");

    public static TerminalStyle Added { get; } = new("32");

    public static TerminalStyle Place { get; } = new("36");

    public static TerminalStyle Changed { get; } = new("33");

    /// <summary>The terminal's own colour, where the style around is another.</summary>
    public static TerminalStyle Unchanged { get; } = new("39");

    public static TerminalStyle Warning { get; } = new("1;31");

    public bool IsPlain => string.IsNullOrEmpty(Parameters);

    /// <summary>The same with swapped colours, for the part of a line that matters.</summary>
    public TerminalStyle Reversed() => new(IsPlain ? "7" : $"{Parameters};7");
}

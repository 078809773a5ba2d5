namespace Deckle.Tool.Rendering.Terminal;

/// <summary>How a terminal is given a picture.</summary>
internal enum ImageProtocol
{
    /// <summary>Not at all: a line stands for it.</summary>
    None,

    /// <summary>The graphics protocol of kitty, which Ghostty knows too.</summary>
    Kitty,

    /// <summary>Inline images of iTerm2, which WezTerm and others know too.</summary>
    Iterm2,

    /// <summary>DEC's sixels.</summary>
    Sixel,
}

namespace Deckle.Tool.Exporting;

/// <summary>What a piece of text is to TeX.</summary>
internal enum MathKind
{
    /// <summary>No formula.</summary>
    None,

    Inline,

    Display,

    /// <summary>A formula that brings its own <c>\begin{align}</c>.</summary>
    Environment,
}

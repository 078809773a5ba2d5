namespace Deckle.Tool.Rendering.Highlighting;

/// <summary>One form of string.</summary>
/// <param name="Open">The sign that opens it; it closes it too unless <see cref="Close"/> says otherwise.</param>
internal sealed record QuotedSyntax(string Open)
{
    public string Close { get; init; } = Open;

    /// <summary>The character before which a closing sign does not count; NUL for none.</summary>
    public char Escape { get; init; } = '\\';

    /// <summary>Whether it may hold line ends. One that may not, and is not closed, ends with its line.</summary>
    public bool SpansLines { get; init; }

    /// <summary>A string that has at most one character, such as C's <c>'a'</c>; a quote that opens a longer one is an operator.</summary>
    public bool IsCharacter { get; init; }

    /// <summary>A quoted name, not a string.</summary>
    public bool IsName { get; init; }
}

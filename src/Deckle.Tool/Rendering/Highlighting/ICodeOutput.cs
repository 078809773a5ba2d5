namespace Deckle.Tool.Rendering.Highlighting;

/// <summary>Takes highlighted source, piece by piece.</summary>
internal interface ICodeOutput
{
    void Text(ReadOnlySpan<char> text);

    /// <param name="kind">Pygments' short name of the token's class, such as <c>k</c>, <c>s</c>, <c>nf</c>.</param>
    void Token(string kind, ReadOnlySpan<char> text);
}

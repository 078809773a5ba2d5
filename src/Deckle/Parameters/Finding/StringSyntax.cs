namespace Deckle.Parameters.Finding;

/// <summary>A kind of string literal.</summary>
/// <param name="Quote">The sign that opens and closes it.</param>
/// <param name="Escape">The character that takes the meaning of the next one; NUL for none.</param>
/// <param name="IsMultiline">Whether it goes on over line ends; else it ends there, closed or not.</param>
internal sealed record StringSyntax(string Quote, char Escape = '\0', bool IsMultiline = false)
{
    /// <summary>What opens it, where that differs from what closes it: <c>@"</c>.</summary>
    public string Open { get; init; } = Quote;
}

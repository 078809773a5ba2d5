namespace Deckle.Tool.Hooks.Selecting;

/// <summary>Commits that are compared.</summary>
/// <param name="From">Null for nothing: all that <paramref name="To"/> has is new.</param>
internal sealed record PushedRange(string? From, string To);

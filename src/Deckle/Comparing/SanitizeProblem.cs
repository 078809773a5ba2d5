namespace Deckle.Comparing;

/// <summary>A line of a sanitising file that looks like a part of a pair but is none. nbval drops these without a word.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Reason">A clause: <c>no space behind 'regex:'</c>.</param>
public sealed record SanitizeProblem(int Line, string Text, string Reason);

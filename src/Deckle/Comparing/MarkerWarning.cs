namespace Deckle.Comparing;

/// <summary>Something to tell about the markers of a cell.</summary>
/// <param name="Message">nbval's sentence where nbval has one.</param>
public sealed record MarkerWarning(MarkerWarningKind Kind, string Message);

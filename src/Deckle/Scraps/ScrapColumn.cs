namespace Deckle.Scraps;

/// <summary>A column of a <see cref="ScrapTable"/>.</summary>
/// <param name="Name">Unique in the table.</param>
/// <param name="Source">The name of the parameter or scrap; of other columns their own.</param>
public sealed record ScrapColumn(string Name, ScrapColumnKind Kind, string Source);

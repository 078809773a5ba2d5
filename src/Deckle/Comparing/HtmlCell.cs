namespace Deckle.Comparing;

/// <summary>A cell of an HTML table.</summary>
/// <param name="Text">Its text, entities decoded, runs of space as one.</param>
/// <param name="Column">Where it begins, counted in columns of the table from 0.</param>
public sealed record HtmlCell(string Text, bool IsHeader, int Column, int ColumnSpan, int RowSpan);

namespace Deckle.Comparing;

/// <summary>A piece of an HTML document: a table, or what stands between two tables.</summary>
/// <param name="Text">The text with the names of its tags; empty for a table.</param>
public sealed record HtmlPart(string Text, HtmlTable? Table);

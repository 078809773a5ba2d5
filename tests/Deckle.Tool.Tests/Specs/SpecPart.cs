namespace Deckle.Tool.Tests.Specs;

/// <param name="Text">As it stands in the Markdown file.</param>
internal abstract record SpecPart(string Text);

namespace Deckle.Tool.Tests.Specs;

/// <summary>Text for the reader; the fences around files and commands too.</summary>
internal sealed record SpecProse(string Prose) : SpecPart(Prose);

namespace Deckle.Tool.Tests.Specs;

/// <summary>A file that the commands below find in their folder.</summary>
internal sealed record SpecFile(string Name, string Content) : SpecPart(Content);

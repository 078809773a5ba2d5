namespace Deckle.Tool.Diffing.Operands;

/// <summary>A file that has another name after.</summary>
/// <param name="Similarity">How much of it stayed, in percent.</param>
internal sealed record Rename(string Before, string After, int Similarity);

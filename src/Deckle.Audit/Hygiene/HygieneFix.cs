namespace Deckle.Audit.Hygiene;

/// <summary>What a file should be.</summary>
/// <param name="Content">The whole file; it passes the check that gave it.</param>
/// <param name="Message">What the original prints when it writes the file: <c>Fixing a.txt</c>.</param>
public sealed record HygieneFix(ReadOnlyMemory<byte> Content, string Message);

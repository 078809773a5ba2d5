namespace Deckle.Repairing;

/// <summary>Something that was put right in the text of a file, or could not be.</summary>
/// <param name="Line">The line of the file, from 1; 0 where it is about the whole file.</param>
/// <param name="Message">What was done, one line.</param>
public sealed record TextRepair(int Line, string Message);

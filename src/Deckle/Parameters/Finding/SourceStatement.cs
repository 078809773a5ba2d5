namespace Deckle.Parameters.Finding;

/// <summary>A statement of a cell, as far as assignments need it.</summary>
/// <param name="Code">The source without comments; line breaks inside brackets are gone, with the space around them.</param>
/// <param name="Comment">The comment behind its last line, without the comment sign; null for none.</param>
/// <param name="Line">Where it starts, from 1.</param>
/// <param name="Assignments">Where in <paramref name="Code"/> assignment signs stand outside of brackets and strings.</param>
/// <param name="IsComputed">Whether a comparison stands outside of brackets and strings.</param>
internal sealed record SourceStatement(string Code, string? Comment, int Line, IReadOnlyList<Range> Assignments, bool IsComputed);

namespace Deckle.Tool.Diffing;

/// <summary>In what form comparisons are told.</summary>
internal enum DiffFormat
{
    /// <summary>For people, cell by cell.</summary>
    Text,

    /// <summary>Our own JSON, <c>deckle.diff/1</c>.</summary>
    Json,

    /// <summary>nbdime's list of six operations.</summary>
    Nbdime,
}

namespace Deckle;

/// <summary>nbformat's <c>cell_type</c>.</summary>
public enum CellKind
{
    Code,
    Markdown,
    Raw,

    /// <summary>A type this version does not know; it is kept as it is.</summary>
    Unknown,
}

namespace Deckle;

/// <summary>nbformat's <c>output_type</c>.</summary>
public enum OutputKind
{
    Stream,
    DisplayData,
    ExecuteResult,
    Error,

    /// <summary>A type this version does not know; it is kept as it is.</summary>
    Unknown,
}

using Deckle.Json;

namespace Deckle.Validation;

/// <summary>One way in which a notebook breaks its schema.</summary>
/// <param name="Keyword">
/// The keyword of JSON Schema that failed, as nbformat reports it: <c>required</c>, <c>pattern</c>, <c>oneOf</c>. Two are not JSON Schema's:
/// <see cref="UniqueId"/> and <see cref="NoSchema"/>.
/// </param>
/// <param name="Ref">The part of the schema: <c>code_cell</c>, <c>stream</c>; <c>notebook</c> outside cells.</param>
/// <param name="Path">The value that fails; for a missing or surplus key the object that should or should not have it.</param>
/// <param name="Key">The missing or surplus key; else null.</param>
/// <param name="CellIndex">The cell, from 0; null outside cells.</param>
/// <param name="CellId">The cell's id, where it has one.</param>
/// <param name="Message">What is wrong, in which cell, and what to do; one line.</param>
/// <param name="Span">Where the value was read; <see cref="JsonSpan.None"/> in a notebook that was made.</param>
public sealed record ValidationFinding(
    ValidationSeverity Severity,
    string Keyword,
    string Ref,
    JsonPath Path,
    string? Key,
    int? CellIndex,
    string? CellId,
    string Message,
    JsonSpan Span)
{
    /// <summary>The keyword of a cell id that another cell has too: no schema can say that, nbformat checks it beside.</summary>
    public const string UniqueId = "uniqueId";

    /// <summary>The keyword of a version that has no schema: nbformat 1 and 2, or a minor that never was.</summary>
    public const string NoSchema = "noSchema";
}

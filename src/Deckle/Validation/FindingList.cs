using Deckle.Json;

namespace Deckle.Validation;

/// <summary>The findings of one validation, in nbformat's order.</summary>
internal sealed class FindingList
{
    private readonly List<ValidationFinding> findings = [];

    public IReadOnlyList<ValidationFinding> All => findings;

    /// <param name="what">What is wrong and what to do, without the cell.</param>
    public void Add(
        Place place,
        string keyword,
        string what,
        JsonSpan span,
        string? key = null,
        ValidationSeverity severity = ValidationSeverity.Invalid)
    {
        int? cellIndex = place.Cell is null ? null : place.CellIndex;
        string? id = place.CellId;
        string cell = cellIndex is null ? "" : id is null ? $"cell {cellIndex}: " : $"cell {cellIndex} (id {Shown.Text(id)}): ";
        findings.Add(new ValidationFinding(severity, keyword, place.Ref, place.Path, key, cellIndex, id, cell + what, span));
    }
}

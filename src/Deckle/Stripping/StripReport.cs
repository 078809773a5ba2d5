using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>Collects what went, and knows the cell it went from.</summary>
internal sealed class StripReport
{
    private readonly List<StripFinding> findings = [];
    private int? cellIndex;
    private string? cellId;

    public IReadOnlyList<StripFinding> Findings => findings;

    public void EnterCell(int index, string? id) => (cellIndex, cellId) = (index, id);

    public void Add(StripKind kind, JsonPath path, string detail) => findings.Add(new StripFinding(kind, path, cellIndex, cellId, detail));
}

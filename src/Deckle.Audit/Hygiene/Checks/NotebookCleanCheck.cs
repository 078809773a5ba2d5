using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A notebook holds nothing that stripping would take out.</summary>
internal sealed class NotebookCleanCheck : HygieneCheck
{
    private readonly string id;
    private readonly StripOptions? options;

    /// <param name="options">What a clean notebook is; null for what settings say of it.</param>
    public NotebookCleanCheck(string id, StripOptions? options)
    {
        this.id = id;
        this.options = options;
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        try
        {
            ReadOnlyMemory<byte> clean = NotebookStripper.Edit(file.Content, options ?? context.StripOptionsFor(file.Path), out IReadOnlyList<StripFinding> findings);
            return findings.Count == 0
                ? HygieneReport.Clean
                : new([.. findings.Select(found => Describe(file, found))], new(clean, $"Fixing {file.Path}"));
        }
        catch (DeckleException e)
        {
            var syntax = e.InnerException as JsonSyntaxException;
            return new([new Finding(id, file.Path, $"{file.Path}: {e.Message}") { Line = syntax?.Line, Column = syntax?.Column }]);
        }
    }

    private Finding Describe(HygieneFile file, StripFinding found)
    {
        CellPlace? cell = found.CellIndex is int index ? new CellPlace(index, found.CellId) : null;
        return new Finding(id, file.Path, cell is null ? $"{file.Path}: {found.Detail}" : $"{file.Path}: {cell}: {found.Detail}") { Cell = cell };
    }
}

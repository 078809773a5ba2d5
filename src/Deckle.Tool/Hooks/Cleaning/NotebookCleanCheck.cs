using Deckle.Audit;
using Deckle.Audit.Hygiene;
using Deckle.Json;
using Deckle.Stripping;
using Deckle.Tool.Stripping;

namespace Deckle.Tool.Hooks.Cleaning;

/// <summary>A notebook has nothing in it that is to be stripped.</summary>
/// <param name="id">The hook's.</param>
/// <param name="options">What is stripped from a file, by its path in the repository; null for a file that is to be left alone.</param>
internal sealed class NotebookCleanCheck(string id, Func<string, StripOptions?> options) : HygieneCheck
{
    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        if (options(file.Path) is not StripOptions chosen)
        {
            return HygieneReport.Clean;
        }

        try
        {
            NotebookMode mode = file.Path.EndsWith(".zpln", StringComparison.Ordinal) ? NotebookMode.Zeppelin : NotebookMode.Jupyter;
            StrippedFile stripped = StrippedFile.Edit(file.Content, mode, chosen);
            return stripped.IsChanged ? new([.. Findings(file, stripped)], new HygieneFix(stripped.Content, $"Stripping {file.Path}")) : HygieneReport.Clean;
        }
        catch (DeckleException e)
        {
            return new([new Finding(id, file.Path, $"{file.Path}: {e.Message}")]);
        }
    }

    private IEnumerable<Finding> Findings(HygieneFile file, StrippedFile stripped) => stripped.Findings.Count == 0
        ? [new Finding(id, file.Path, $"{file.Path}: results")]
        : stripped.Findings.Select(finding => new Finding(id, file.Path, Message(file.Path, finding))
        {
            Cell = finding.CellIndex is int index ? new CellPlace(index, finding.CellId) : null,
        });

    private static string Message(string path, StripFinding finding) => finding.CellIndex is int index
        ? $"{path}: {new CellPlace(index, finding.CellId)}: {finding.Detail}"
        : $"{path}: {finding.Detail}";
}

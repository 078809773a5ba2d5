using Deckle.Editing;
using Deckle.Json;
using Deckle.Upgrading;
using Deckle.Validation;

namespace Deckle.Repairing;

/// <summary>
/// Puts right what can be put right without losing or guessing content: ids, empty keys that are missing, keys that belong to
/// messages, values of another type that say the same. The rest stays, and stays a finding.
/// </summary>
public static class NotebookRepairer
{
    // A repair may uncover the next: a raised minor asks for ids. More rounds than this would be a defect, not a repair.
    private const int MaxRounds = 8;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <param name="file">The file; it may start with a byte order mark, which goes.</param>
    /// <param name="newId">Makes ids, as in <see cref="NotebookUpgrader.Upgrade"/>.</param>
    /// <exception cref="DeckleException">The file is not JSON, or not an object: see <see cref="NotebookReader.ReadObject"/>.</exception>
    public static RepairResult Repair(ReadOnlyMemory<byte> file, Func<string>? newId = null)
    {
        var repairs = new List<Repair>();
        if (file.Span.StartsWith(ByteOrderMark))
        {
            file = file[ByteOrderMark.Length..];
            repairs.Add(new Repair(JsonPath.Root, null, "removed the byte order mark"));
        }

        JsonObject read = NotebookReader.ReadObject(file);
        JsonObject repaired = RepairAll(read, newId, repairs);
        if (!ReferenceEquals(read, repaired))
        {
            file = NotebookEditor.Edit(file, new Notebook(read), new Notebook(repaired));
            repaired = NotebookReader.ReadObject(file);
        }

        return new RepairResult(file, new Notebook(repaired), repairs, NotebookValidator.Validate(repaired));
    }

    private static JsonObject RepairAll(JsonObject notebook, Func<string>? newId, List<Repair> repairs)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            JsonObject before = notebook;
            IEnumerable<string> taken = (notebook.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>().Select(cell => cell.GetText("id")).OfType<string>();
            var ids = new CellIds(newId, taken);
            foreach (ValidationFinding finding in NotebookValidator.Validate(notebook))
            {
                if (RepairRules.TryRepair(notebook, finding, ids) is var (changed, what) && !ReferenceEquals(changed, notebook))
                {
                    notebook = changed;
                    repairs.Add(new Repair(finding.Path, finding.CellIndex, $"{Cell(finding)}{what}"));
                }
            }

            if (ReferenceEquals(before, notebook))
            {
                break;
            }
        }

        return notebook;
    }

    private static string Cell(ValidationFinding finding) => finding switch
    {
        { CellIndex: null } => "",
        { CellId: null } => $"cell {finding.CellIndex}: ",
        _ => $"cell {finding.CellIndex} (id {Shown.Text(finding.CellId)}): ",
    };
}

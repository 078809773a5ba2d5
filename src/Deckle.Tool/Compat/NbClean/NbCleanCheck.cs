using System.Globalization;
using Deckle.Json;

namespace Deckle.Tool.Compat.NbClean;

/// <summary>What is not clean in a notebook, in nb-clean's words and order.</summary>
/// <param name="name">How the notebook is called.</param>
internal sealed class NbCleanCheck(NbCleanRules rules, string name)
{
    public IEnumerable<string> Find(Notebook notebook)
    {
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"{name} cell {i}: ");
            foreach (string finding in Find(notebook.Cells[i]))
            {
                yield return prefix + finding;
            }
        }

        if (rules.RemoveAllNotebookMetadata && notebook.Metadata.Keys.Except(["orig_nbformat", "orig_nbformat_minor", "signature"]).Any())
        {
            yield return $"{name}: metadata";
        }

        if (!rules.PreserveNotebookMetadata && notebook.Metadata["language_info"] is JsonObject language && language.Has("version"))
        {
            yield return $"{name} metadata: language_info.version";
        }
    }

    private IEnumerable<string> Find(Cell cell)
    {
        if (rules.RemoveEmptyCells && cell.Source.Length == 0)
        {
            yield return "empty cell";
        }

        // What nbformat drops on reading is not there.
        string[] fields = [.. cell.Metadata.Keys.Where(field => field != "trusted")];
        if (rules.PreserveCellMetadata is not { } preserved)
        {
            if (fields.Length > 0)
            {
                yield return "metadata";
            }
        }
        else if (preserved.Count > 0)
        {
            foreach (string field in fields.Except(preserved))
            {
                yield return $"metadata {field}";
            }
        }

        if (cell.Kind != CellKind.Code)
        {
            yield break;
        }

        // A count of 0 is none, as in Python.
        if (!rules.PreserveExecutionCounts && cell.Json["execution_count"] is { } count and not (JsonNull or JsonNumber { Canonical: "0" }))
        {
            yield return "execution count";
        }

        JsonArray outputs = cell.Json.Get<JsonArray>("outputs") ?? JsonArray.Empty;
        if (!rules.PreserveCellOutputs)
        {
            if (outputs.Count > 0)
            {
                yield return "outputs";
            }
        }
        else if (!rules.PreserveExecutionCounts)
        {
            foreach (JsonObject _ in outputs.OfType<JsonObject>().Where(output => output["execution_count"] is not (null or JsonNull)))
            {
                yield return "output execution count";
            }
        }
    }
}

using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>What a notebook of nbformat 2 or 3 must have to be converted.</summary>
internal static class WorksheetShape
{
    /// <exception cref="DeckleException"><c>notebook-invalid</c>: a cell would be lost.</exception>
    public static void Check(JsonObject notebook, int major)
    {
        if (notebook["worksheets"] is not JsonArray worksheets)
        {
            throw NotebookErrors.Shape($"nbformat {major} without a list 'worksheets'");
        }

        for (int i = 0; i < worksheets.Count; i++)
        {
            if ((worksheets[i] as JsonObject)?["cells"] is not JsonArray cells)
            {
                throw NotebookErrors.Shape($"worksheet {i} has no list 'cells'");
            }

            for (int j = 0; j < cells.Count; j++)
            {
                if (cells[j] is not JsonObject)
                {
                    throw NotebookErrors.Shape($"cell {j} of worksheet {i} is not an object");
                }
            }
        }
    }
}

using Deckle.Tool.Batch;

namespace Deckle.Tool.Testing;

/// <summary>A notebook to test.</summary>
/// <param name="Path">As it was given or found.</param>
/// <param name="Cells">The numbers of the only cells that run; null for all.</param>
internal sealed record TestTarget(string Path, IReadOnlySet<int>? Cells = null)
{
    private const string Separator = "::";
    private const string CellPrefix = "Cell ";

    /// <summary>
    /// Notebooks, folders of them, and cells as pytest names them: <c>report.ipynb::Cell 3</c>, or shorter <c>report.ipynb::3</c>.
    /// Cells of one notebook run in one kernel.
    /// </summary>
    /// <exception cref="DeckleException"><c>test-cell-not-found</c>; <c>usage</c> for standard input.</exception>
    public static IReadOnlyList<TestTarget> Find(IEnumerable<string> arguments)
    {
        var cells = new OrderedDictionary<string, HashSet<int>?>(StringComparer.Ordinal);
        foreach (string argument in arguments)
        {
            (string path, int? cell) = Parse(argument);
            foreach (string notebook in Glob.IsPattern(path) && !System.IO.Path.Exists(path) ? Glob.Files(path) : NotebookPaths.Expand([path]))
            {
                if (cell is not { } number)
                {
                    cells[notebook] = null;
                }
                else if (!cells.TryGetValue(notebook, out HashSet<int>? known))
                {
                    cells[notebook] = [number];
                }
                else
                {
                    known?.Add(number);
                }
            }
        }

        return [.. cells.Select(pair => new TestTarget(pair.Key, pair.Value))];
    }

    private static (string Path, int? Cell) Parse(string argument)
    {
        if (argument == NotebookPaths.Stdin)
        {
            throw TestErrors.Stdin();
        }

        int at = argument.LastIndexOf(Separator, StringComparison.Ordinal);
        if (at < 0 || File.Exists(argument))
        {
            return (argument, null);
        }

        // The quotes of nb.ipynb::"Cell 3" stay where no shell took them away.
        string name = argument[(at + Separator.Length)..].Trim('"', '\'');
        string digits = name.StartsWith(CellPrefix, StringComparison.OrdinalIgnoreCase) ? name[CellPrefix.Length..] : name;
        return int.TryParse(digits, out int number) && number > 0 ? (argument[..at], number) : throw TestErrors.NoCell(argument[..at], name, null);
    }
}

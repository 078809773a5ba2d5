using System.Globalization;
using Deckle.Json;

namespace Deckle.Tests.Merging;

/// <summary>Notebooks and random edits of them. Every line that an edit writes is there once and names its side.</summary>
internal static class EditedNotebook
{
    public static Notebook New(Random random) =>
        Notebooks.Of([.. Enumerable.Range(0, random.Next(1, 12)).Select(at => Cell(random, $"c{at}", "base", at * 10))]);

    /// <summary>The notebook after some edits of one side.</summary>
    public static Notebook Edit(Notebook notebook, Random random, string side)
    {
        var cells = notebook.Cells.ToList();
        for (int edit = random.Next(1, 5); edit > 0; edit--)
        {
            int at = random.Next(cells.Count + 1);
            if (at == cells.Count || random.Next(8) == 0)
            {
                cells.Insert(at, Cell(random, string.Create(CultureInfo.InvariantCulture, $"{side}{edit}"), side, 100 + (edit * 10)));
                continue;
            }

            Cell cell = cells[at];
            switch (random.Next(8))
            {
                case 0:
                    cells.RemoveAt(at);
                    break;
                case 1:
                    cells.RemoveAt(at);
                    cells.Insert(random.Next(cells.Count + 1), cell);
                    break;
                case 2:
                    cells[at] = cell.WithMetadata(cell.Metadata.With("tags", JsonArray.From([side])).With("k", random.Next(3)));
                    break;
                case 3 when cell.Kind == CellKind.Code:
                    cells[at] = cell.With("execution_count", random.Next(9)).With("outputs", JsonArray.From([Printed(side + random.Next(3).ToString(CultureInfo.InvariantCulture))]));
                    break;
                default:
                    cells[at] = cell.With("source", EditLines(cell.Source, random, side, edit));
                    break;
            }
        }

        return notebook.WithCells(cells);
    }

    /// <summary>The lines of all cells.</summary>
    public static HashSet<string> Lines(Notebook notebook) =>
        [.. (notebook.Json.Get<JsonArray>("cells") ?? JsonArray.Empty).Cast<JsonObject>().SelectMany(cell => new Cell(cell).Source.Split('\n'))];

    public static JsonObject Printed(string text) => JsonObject.Of(("name", "stdout"), ("output_type", "stream"), ("text", text + "\n"));

    private static Cell Cell(Random random, string id, string side, int number)
    {
        string source = string.Join('\n', Enumerable.Range(0, random.Next(1, 6)).Select(line => string.Create(CultureInfo.InvariantCulture, $"{side}_{number + line} = f({number * 7}, {line})")));
        return random.Next(3) == 0 ? Deckle.Cell.Markdown(id, source) : Deckle.Cell.Code(id, source);
    }

    private static string EditLines(string source, Random random, string side, int edit)
    {
        var lines = source.Split('\n').ToList();
        int at = random.Next(lines.Count + 1);
        string line = string.Create(CultureInfo.InvariantCulture, $"{side}_edit_{edit}_{random.Next(1000)}");
        if (at == lines.Count || random.Next(2) == 0)
        {
            lines.Insert(at, line);
        }
        else if (lines.Count > 1 && random.Next(3) == 0)
        {
            lines.RemoveAt(at);
        }
        else
        {
            lines[at] = line;
        }

        return string.Join('\n', lines);
    }
}

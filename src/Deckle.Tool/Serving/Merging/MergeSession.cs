using Deckle.Json;
using Deckle.Merging;
using Deckle.Tool.Exporting.Html;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Serving.Merging;

/// <summary>A merge on a page: what is shown, and what somebody has made of it so far.</summary>
internal sealed class MergeSession
{
    private readonly MergeInput input;
    private readonly MergeRows rows;
    private readonly MergeComposer composer;
    private readonly Lock gate = new();
    private Notebook composed;
    private int conflicts;
    private int? savedConflicts;

    public MergeSession(MergeInput input)
    {
        this.input = input;
        rows = MergeRows.Of(input);
        composer = new MergeComposer(rows, input.Options);
        Model = MergeModel.Write(input, rows);
        composed = rows.Merged;
        conflicts = rows.Conflicts.Count + rows.Rows.Sum(row => row.Conflicts.Count);
    }

    public string Title => input.Title;

    public JsonObject Model { get; }

    /// <summary>Whether the result that was taken last has no conflict left.</summary>
    public bool IsResolved => savedConflicts == 0;

    /// <summary>Takes what somebody made of it.</summary>
    /// <returns>How many conflicts are left.</returns>
    /// <exception cref="DeckleException"><c>bad-request</c>.</exception>
    public int Take(JsonObject draft)
    {
        (Notebook notebook, int left) = composer.Compose(MergeDraft.Read(draft, rows.Rows.Count));
        lock (gate)
        {
            (composed, conflicts) = (notebook, left);
        }

        return left;
    }

    /// <summary>Writes the result where the command line said.</summary>
    /// <exception cref="DeckleException"><c>bad-request</c> where it said nothing; the errors of writing files.</exception>
    public int Save()
    {
        Action<ReadOnlyMemory<byte>> save = input.Save ?? throw ServerErrors.BadRequest("this merge has no output to write");
        lock (gate)
        {
            save(input.Spell(composed));
            savedConflicts = conflicts;
            return conflicts;
        }
    }

    /// <summary>Writes a notebook that a client made: nbdime's way to save.</summary>
    public void Save(Notebook merged, bool hasConflicts)
    {
        Action<ReadOnlyMemory<byte>> save = input.Save ?? throw ServerErrors.BadRequest("Server does not accept storing merge result.");
        lock (gate)
        {
            save(input.Spell(merged));
            savedConflicts = hasConflicts ? 1 : 0;
        }
    }

    /// <summary>The result as the bytes of a file.</summary>
    public byte[] Download()
    {
        lock (gate)
        {
            if (input.Save is null)
            {
                savedConflicts = conflicts;
            }

            return input.Spell(composed);
        }
    }

    /// <summary>The result as a page of its own.</summary>
    public HtmlWriter Preview()
    {
        Notebook notebook;
        lock (gate)
        {
            notebook = composed;
        }

        return HtmlExporter.Render(notebook, new HtmlOptions { Title = "Result" });
    }

    /// <summary>One version of a row as a page of its own, outputs or rendered Markdown, which tells its height to the page that shows it.</summary>
    /// <param name="side">Null for the merged ones.</param>
    public HtmlWriter? Rendered(int row, ConflictSide? side)
    {
        if (row < 0 || row >= rows.Rows.Count || (side is { } one ? rows.Rows[row].On(one) : rows.Rows[row].Merged) is not { } cell)
        {
            return null;
        }

        var context = new RenderContext(input.Local, new CellOptions { HideInput = true, HidePrompts = true });
        var body = new HtmlWriter();
        new CellRenderer(context).Write(body, cell, row + 1);
        return new Page { Title = "Cell", Styles = ["notebook.css", "merge/outputs.css"], Scripts = ["frame-prelude.js"] }.Write(body, context);
    }
}

namespace Deckle.Selecting;

/// <summary>
/// Cells chosen on the command line: <c>tag:load</c>, <c>id:3f2a</c>, <c>3</c>, <c>2..5</c>, <c>..4</c>, <c>7..</c>, <c>-1</c>, or a word that is
/// a tag or an id. Several are separated by commas. Numbers are places among all cells, from 0; below zero they count from the end;
/// both ends of a range belong to it.
/// </summary>
public sealed class CellSelection
{
    private readonly CellSelector[] selectors;

    private CellSelection(CellSelector[] selectors) => this.selectors = selectors;

    public static CellSelection Empty { get; } = new([]);

    public bool IsEmpty => selectors.Length == 0;

    /// <param name="texts">Each may hold several selectors, separated by commas.</param>
    /// <exception cref="DeckleException"><c>selection-invalid</c>.</exception>
    public static CellSelection Parse(params IEnumerable<string> texts) =>
        new([.. texts.SelectMany(text => text.Split(',')).Select(part => CellSelector.Parse(part.Trim()))]);

    /// <summary>The places of the selected cells, in order of the notebook.</summary>
    /// <exception cref="DeckleException"><c>selection-not-found</c>: a selector that selects nothing; <c>selection-ambiguous</c>: a word that is a tag and another cell's id.</exception>
    public IReadOnlyList<int> Find(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        return [.. selectors.SelectMany(selector => selector.Find(notebook.Cells)).Distinct().Order()];
    }

    /// <summary>The selectors as they were written, with commas.</summary>
    public override string ToString() => string.Join(',', selectors.Select(selector => selector.Text));
}

using System.Globalization;
using Deckle.Tool.Batch;

namespace Deckle.Tool.Testing;

/// <summary>Results as text for people.</summary>
/// <param name="colours">Whether ANSI colours may be used.</param>
/// <param name="isVerbose">Whether cells that are good are listed too.</param>
internal sealed class TestConsole(bool colours, bool isVerbose)
{
    private const string Red = "\e[31m";
    private const string Green = "\e[32m";
    private const string Yellow = "\e[33m";
    private const string Bold = "\e[1m";
    private const string Reset = "\e[0m";

    // Enough to know the cell again; the whole of it stands in the notebook.
    private const int MostSourceLines = 12;

    /// <summary>One notebook: how it went on one line, then each cell that failed, and how.</summary>
    public IEnumerable<string> Lines(NotebookResult notebook)
    {
        string word = notebook.Error is not null ? "error" : notebook.IsInterrupted ? "stopped" : notebook.IsGood ? "passed" : "failed";
        string counts = notebook.Error is null ? $"  {notebook.Counts}" : "";
        yield return string.Create(CultureInfo.InvariantCulture, $"{Painted(notebook.IsGood ? Green : Red, $"{word,-7}")} {notebook.Path}{counts} ({notebook.Duration.TotalSeconds:0.0} s)");
        if (notebook.Error is { } trouble)
        {
            foreach (string line in ErrorRenderer.Text(trouble).Split('\n'))
            {
                yield return $"  {line}";
            }
        }

        bool isApart = false;
        foreach (CellResult cell in notebook.Cells)
        {
            if (cell.IsBad || cell.Outcome == TestOutcome.Updated)
            {
                isApart = true;
                foreach (string line in Block(notebook, cell))
                {
                    yield return line;
                }
            }
            else if (isVerbose)
            {
                string why = cell.Message is null || cell.Outcome == TestOutcome.Skipped ? "" : $": {PlainText.OneLine(cell.Message)}";
                yield return string.Create(CultureInfo.InvariantCulture, $"  {TestCounts.Word(cell.Outcome)} {cell.Name} ({cell.Duration.TotalSeconds:0.00} s){why}");
            }
        }

        if (isApart)
        {
            yield return "";
        }
    }

    /// <summary><c>12 passed, 1 failed, 2 skipped in 3 notebooks (4.1 s)</c>.</summary>
    public string Summary(IReadOnlyCollection<NotebookResult> notebooks, TimeSpan duration)
    {
        string where = notebooks.Count == 1 ? "1 notebook" : string.Create(CultureInfo.InvariantCulture, $"{notebooks.Count} notebooks");
        string text = string.Create(CultureInfo.InvariantCulture, $"{TestCounts.Of(notebooks)} in {where} ({duration.TotalSeconds:0.0} s)");
        return Painted(notebooks.All(notebook => notebook.IsGood) ? Green : Red, text);
    }

    private IEnumerable<string> Block(NotebookResult notebook, CellResult cell)
    {
        bool isUpdated = cell.Outcome == TestOutcome.Updated;
        yield return "";
        yield return Painted(Bold, $"{notebook.Path}::{cell.Name}") + Painted(isUpdated ? Yellow : Red, $"  {PlainText.OneLine(cell.Message ?? TestCounts.Word(cell.Outcome))}");
        string[] source = cell.Source.Split('\n');
        foreach (string line in source.Take(MostSourceLines))
        {
            yield return $"    {TerminalText.Of(line, colours: false)}";
        }

        if (source.Length > MostSourceLines)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"    ... {source.Length - MostSourceLines} more lines");
        }

        foreach (string line in cell.Lines(colours))
        {
            yield return line.Length == 0 ? "" : $"  {line}";
        }
    }

    private string Painted(string colour, string text) => colours ? $"{colour}{text}{Reset}" : text;
}

using System.Globalization;
using Deckle.Json;

namespace Deckle.Tool.Testing;

/// <summary>How many cells came to which outcome.</summary>
/// <param name="Outcomes">Of the cells, in any order.</param>
/// <param name="Errors">Notebooks that could not be tested.</param>
internal sealed record TestCounts(IReadOnlyDictionary<TestOutcome, int> Outcomes, int Errors)
{
    private static readonly TestOutcome[] Order =
    [
        TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Flaky, TestOutcome.Skipped, TestOutcome.ExpectedFailure, TestOutcome.UnexpectedPass, TestOutcome.Updated,
    ];

    public int this[TestOutcome outcome] => Outcomes.GetValueOrDefault(outcome);

    public int Cells => Outcomes.Values.Sum();

    public static TestCounts Of(IEnumerable<NotebookResult> notebooks)
    {
        NotebookResult[] all = [.. notebooks];
        return new(
            all.SelectMany(notebook => notebook.Cells).CountBy(cell => cell.Outcome).ToDictionary(),
            all.Count(notebook => notebook.Error is not null));
    }

    /// <summary>pytest's word for an outcome.</summary>
    public static string Word(TestOutcome outcome) => outcome switch
    {
        TestOutcome.ExpectedFailure => "xfailed",
        TestOutcome.UnexpectedPass => "xpassed",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    /// <summary><c>12 passed, 1 failed</c>: what there is any of.</summary>
    public override string ToString()
    {
        IEnumerable<string> parts = Order.Where(outcome => this[outcome] > 0).Select(outcome => string.Create(CultureInfo.InvariantCulture, $"{this[outcome]} {Word(outcome)}"));
        parts = Errors == 0 ? parts : parts.Append(string.Create(CultureInfo.InvariantCulture, $"{Errors} {(Errors == 1 ? "error" : "errors")}"));
        string text = string.Join(", ", parts);
        return text.Length > 0 ? text : "no cells";
    }

    public JsonObject ToJson() => JsonObject.From(
        [.. Order.Select(outcome => new JsonMember(Word(outcome), this[outcome])), new JsonMember("errors", Errors)]);
}

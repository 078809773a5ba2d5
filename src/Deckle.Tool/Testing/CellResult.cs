using System.Globalization;
using Deckle.Comparing;
using Deckle.Json;

namespace Deckle.Tool.Testing;

/// <summary>What the test of a cell gave.</summary>
/// <param name="Number">Its place among the code cells, from 1.</param>
internal sealed record CellResult(int Number, TestOutcome Outcome)
{
    /// <summary>Its place among all cells, from 0.</summary>
    public int Index { get; init; }

    public string? Id { get; init; }

    public string Source { get; init; } = "";

    /// <summary>In one line why it is not simply passed, in nbval's words where nbval has some; null for a cell that passed.</summary>
    public string? Message { get; init; }

    /// <summary>How the outputs differ.</summary>
    public IReadOnlyList<OutputDifference> Differences { get; init; } = [];

    /// <summary>What there is to say where outputs were not compared: the kernel's account of an exception, with its ANSI colours, or the last words of its process.</summary>
    public string Details { get; init; } = "";

    /// <summary>Where pictures that differ were left.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    public TimeSpan Duration { get; init; }

    /// <summary>nbval's name for it.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"Cell {Number}");

    public bool IsBad => Outcome is TestOutcome.Failed or TestOutcome.Flaky;

    /// <summary>Whether it failed because its outputs are not the expected ones, which could be accepted.</summary>
    public bool IsOfOutputs { get; init; }

    /// <summary>How it failed, without its headline: the differences or the traceback.</summary>
    /// <param name="colours">Whether ANSI colours stay.</param>
    public IEnumerable<string> Lines(bool colours = false)
    {
        IEnumerable<string> lines =
            Differences.Count > 0 ? Differences.SelectMany(difference => DifferenceText.Of(difference)).Select(line => colours ? DifferencePainter.Paint(line) : line.ToString())
            : Details.Length > 0 ? Details.Trim('\n').Split('\n').Select(line => TerminalText.Of(line, colours))
            : [];
        return Pictures.Count == 0 ? lines : lines.Append($"pictures: {string.Join(", ", Pictures)}");
    }

    /// <param name="notebook">Its notebook's path.</param>
    public JsonObject ToJson(string notebook) => JsonObject.Of(
        ("name", Name),
        ("nodeid", $"{notebook}::{Name}"),
        ("number", Number),
        ("index", Index),
        ("id", Id is null ? JsonNull.Value : new JsonString(Id)),
        ("outcome", TestCounts.Word(Outcome)),
        ("duration_seconds", Math.Round(Duration.TotalSeconds, 6)),
        ("message", Message is null ? JsonNull.Value : new JsonString(Message)),
        ("text", string.Join('\n', Lines())),
        ("differences", JsonArray.From(Differences.Select(ToJson))));

    private static JsonObject ToJson(OutputDifference difference) => JsonObject.Of(
        ("kind", difference.Kind.ToString().ToLowerInvariant()),
        ("key", difference.Key),
        ("index", difference.Index),
        ("expected", difference.Expected ?? JsonNull.Value),
        ("actual", difference.Actual ?? JsonNull.Value),
        ("note", difference.Note));
}

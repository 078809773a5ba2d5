using System.Globalization;
using Deckle.Text;

namespace Deckle.Selecting;

/// <summary>The errors of choosing cells.</summary>
internal static class SelectionErrors
{
    private const int MostNames = 20;

    public static DeckleException Invalid(string text) =>
        new("selection-invalid", $"'{text}' selects no cells", "write a tag, a cell's id, a place (3, -1) or a range (2..5, ..4, 7..), several with commas");

    public static DeckleException NoCell(string text, string? tag, string? id, IReadOnlyList<Cell> cells)
    {
        string[] tags = [.. cells.SelectMany(cell => cell.Tags).Distinct()];
        string[] ids = [.. cells.Select(cell => cell.Id).OfType<string>()];
        string[] known = [.. tag is null ? [] : tags, .. id is null ? [] : ids];
        string what = (tag, id) switch
        {
            (not null, null) => $"no cell has the tag '{tag}'",
            (null, not null) => $"no cell has the id '{id}'",
            _ => $"no cell has the tag or the id '{text}'",
        };
        string? meant = NearestName.Of(tag ?? id ?? text, known);
        return new("selection-not-found", $"{what}; {(tag is null ? "ids" : "tags")} here: {Listed(tag is null ? ids : tags)}", "choose one of them, or a place: 3, -1, 2..5")
        {
            Facts = meant is null ? [] : [("did you mean", meant)],
        };
    }

    public static DeckleException NoPlace(string text, int count)
    {
        string here = count == 0
            ? "the notebook has no cells"
            : string.Create(CultureInfo.InvariantCulture, $"the notebook has {count} {(count == 1 ? "cell" : "cells")}, 0 to {count - 1}");
        return new("selection-not-found", $"there is no cell {text}: {here}", "places count all cells, Markdown too, from 0; -1 is the last");
    }

    public static DeckleException Ambiguous(string text) =>
        new("selection-ambiguous", $"'{text}' is a tag and also the id of another cell", $"write tag:{text} or id:{text}");

    private static string Listed(string[] names) => names.Length switch
    {
        0 => "none",
        > MostNames => $"{string.Join(", ", names.Take(MostNames))} and {(names.Length - MostNames).ToString(CultureInfo.InvariantCulture)} more",
        _ => string.Join(", ", names),
    };
}

using System.Globalization;

namespace Deckle.Stripping;

/// <summary>The errors of stripping.</summary>
public static class StripErrors
{
    /// <summary>A cell says of itself both that its outputs stay and that they go.</summary>
    public const string Contradiction = "strip-contradiction";

    public static DeckleException Contradicts(int cell, string? id)
    {
        string which = id is null
            ? string.Create(CultureInfo.InvariantCulture, $"cell {cell}")
            : string.Create(CultureInfo.InvariantCulture, $"cell {cell} (id {id})");
        return new("strip-contradiction", $"{which} has `keep_output: false` in its metadata and the tag `keep_output`", "remove one of them, so that it is clear whether its outputs stay");
    }

    public static DeckleException NotZeppelin() =>
        new("note-not-zeppelin", "JSON, but not a Zeppelin note: it has no list 'paragraphs'", "for a Jupyter notebook leave out the mode");
}

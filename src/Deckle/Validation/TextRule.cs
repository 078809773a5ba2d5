using Deckle.Json;

namespace Deckle.Validation;

/// <summary>A string, perhaps of a pattern.</summary>
internal sealed class TextRule : Rule
{
    public static TextRule Instance { get; } = new();

    /// <summary><c>^[a-zA-Z0-9-_]+$</c>, 1 to 64 characters.</summary>
    public static TextRule CellId { get; } = new()
    {
        Matches = text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
        MaxLength = 64,
        Wanted = "1 to 64 letters, digits, '-' and '_'; give it a new id: deckle validate --fix",
    };

    /// <summary><c>^.+$</c></summary>
    public static TextRule Name { get; } = new()
    {
        Matches = text => text.Length > 0 && !text.Contains('\n', StringComparison.Ordinal),
        Wanted = "one line that is not empty; name the cell or remove the key",
    };

    /// <summary><c>^[^,]+$</c></summary>
    public static TextRule Tag { get; } = new()
    {
        Matches = text => text.Length > 0 && !text.Contains(',', StringComparison.Ordinal),
        MatchesLineEnd = true,
        Wanted = "a tag that is not empty and has no comma; rename it or make it several tags",
    };

    private Func<string, bool>? Matches { get; init; }

    // The class [^,] takes a line end too; the others meet it only by the grace of "$".
    private bool MatchesLineEnd { get; init; }

    private int MaxLength { get; init; } = int.MaxValue;

    private string Wanted { get; init; } = "";

    public override void Check(JsonValue value, Place place, FindingList findings)
    {
        if (value is not JsonString text)
        {
            WrongType(value, place, "a string", findings);
        }
        else if (Matches is not null && !Matches(MatchesLineEnd ? text.Text : WithoutLineEnd(text.Text)))
        {
            findings.Add(place, "pattern", $"{place.Name} is {Shown.Value(value)}; it must be {Wanted}", value.Span);
        }
        else if (MaxLength < int.MaxValue && text.Text.Length > MaxLength)
        {
            findings.Add(place, "maxLength", $"{place.Name} has {text.Text.Length} characters; it must be {Wanted}", value.Span);
        }
    }

    // Python's "$" stands before a final line feed too, so nbformat takes "id\n".
    private static string WithoutLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;
}

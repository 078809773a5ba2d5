using Deckle.Json;

namespace Deckle.Validation;

/// <summary>One of a few forms that exclude each other.</summary>
/// <param name="keyword"><c>oneOf</c> or <c>enum</c>.</param>
/// <param name="wanted">The forms, for the message.</param>
/// <param name="fits">Whether a value has one of the forms.</param>
internal sealed class ChoiceRule(string keyword, string wanted, Func<JsonValue, bool> fits) : Rule
{
    /// <summary>nbformat's <c>multiline_string</c>.</summary>
    public static ChoiceRule Multiline { get; } =
        new("oneOf", "a string or a list of strings", value => value is JsonString || (value is JsonArray lines && lines.All(line => line is JsonString)));

    public static ChoiceRule TextOrObject { get; } = new("oneOf", "a string or an object", value => value is JsonString or JsonObject);

    public static ChoiceRule Scrolled { get; } =
        new("enum", "true, false or \"auto\"", value => value is JsonBoolean || (value is JsonString text && text.Is("auto"u8)));

    public override void Check(JsonValue value, Place place, FindingList findings)
    {
        if (!fits(value))
        {
            findings.Add(place, keyword, $"{place.Name} is {Shown.Value(value)}; it must be {wanted}", value.Span);
        }
    }
}

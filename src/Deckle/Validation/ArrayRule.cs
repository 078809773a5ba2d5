using Deckle.Json;

namespace Deckle.Validation;

/// <summary>A list whose items keep one rule.</summary>
internal sealed class ArrayRule(Rule items) : Rule
{
    /// <summary>A list of strings.</summary>
    public static ArrayRule Texts { get; } = new(TextRule.Instance);

    /// <summary>A cell's tags: no tag twice.</summary>
    public static ArrayRule Tags { get; } = new(TextRule.Tag) { IsUnique = true };

    private bool IsUnique { get; init; }

    public override void Check(JsonValue value, Place place, FindingList findings)
    {
        if (value is not JsonArray list)
        {
            WrongType(value, place, "a list", findings);
            return;
        }

        if (IsUnique && list.Distinct().Count() < list.Count)
        {
            findings.Add(place, "uniqueItems", $"{place.Name} has an item twice; remove one of them", value.Span);
        }

        for (int i = 0; i < list.Count; i++)
        {
            items.Check(list[i], place.Item(i), findings);
        }
    }
}

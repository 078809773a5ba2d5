using Deckle.Json;

namespace Deckle.Validation;

/// <summary>A requirement of nbformat's schemas. Rules report in the order in which jsonschema goes through the schema's keywords.</summary>
internal abstract class Rule
{
    /// <summary>Any value is right.</summary>
    public static Rule Any { get; } = new AnyRule();

    public abstract void Check(JsonValue value, Place place, FindingList findings);

    protected static void WrongType(JsonValue value, Place place, string wanted, FindingList findings) =>
        findings.Add(place, "type", $"{place.Name} is {Shown.Value(value)}; it must be {wanted}", value.Span);

    private sealed class AnyRule : Rule
    {
        public override void Check(JsonValue value, Place place, FindingList findings)
        {
        }
    }
}

using Deckle.Json;

namespace Deckle.Validation;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanRule : Rule
{
    public static BooleanRule Instance { get; } = new();

    public override void Check(JsonValue value, Place place, FindingList findings)
    {
        if (value is not JsonBoolean)
        {
            WrongType(value, place, "true or false", findings);
        }
    }
}

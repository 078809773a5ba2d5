using Deckle.Json;

namespace Deckle.Validation;

/// <summary>An integer, perhaps null. <c>1.0</c> and <c>true</c> are none.</summary>
internal sealed class IntegerRule : Rule
{
    /// <summary>A prompt number: from 0, or null.</summary>
    public static IntegerRule ExecutionCount { get; } = new() { AllowsNull = true };

    public long Minimum { get; init; }

    public long Maximum { get; init; } = long.MaxValue;

    public bool AllowsNull { get; init; }

    public override void Check(JsonValue value, Place place, FindingList findings)
    {
        if (AllowsNull && value is JsonNull)
        {
            return;
        }

        string wanted = Maximum == Minimum ? $"the integer {Minimum}" : $"an integer from {Minimum}{(AllowsNull ? ", or null" : "")}";
        if (value is not JsonNumber { IsInteger: true } number)
        {
            WrongType(value, place, wanted, findings);
        }
        else if (number.ToDouble() < Minimum)
        {
            findings.Add(place, "minimum", $"{place.Name} is {Shown.Value(value)}; it must be {wanted}", value.Span);
        }
        else if (number.ToDouble() > Maximum)
        {
            findings.Add(place, "maximum", $"{place.Name} is {Shown.Value(value)}; it must be {wanted}", value.Span);
        }
    }
}

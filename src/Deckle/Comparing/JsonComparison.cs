using System.Numerics;
using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>JSON values as Python's <c>==</c> sees them (<c>1 == 1.0 == True</c>), numbers with a tolerance. Not a number equals itself.</summary>
internal static class JsonComparison
{
    // Of two large values that differ throughout, nobody reads more.
    private const int MostDetails = 1000;

    public static IReadOnlyList<ValueDetail> Differences(JsonValue expected, JsonValue actual, Tolerance tolerance)
    {
        var details = new List<ValueDetail>();
        Compare(JsonPath.Root, expected, actual, tolerance, details);
        return details;
    }

    private static void Compare(JsonPath path, JsonValue expected, JsonValue actual, Tolerance tolerance, List<ValueDetail> details)
    {
        if (details.Count >= MostDetails || expected == actual)
        {
            return;
        }

        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (JsonMember member in left)
                {
                    CompareOrMiss(path.Key(member.Key), member.Value, right[member.Key], tolerance, details);
                }

                foreach (JsonMember member in right.Where(member => !left.Has(member.Key)))
                {
                    CompareOrMiss(path.Key(member.Key), null, member.Value, tolerance, details);
                }

                break;
            case (JsonArray left, JsonArray right):
                for (int i = 0; i < Math.Max(left.Count, right.Count); i++)
                {
                    CompareOrMiss(path.Item(i), i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, tolerance, details);
                }

                break;
            case (JsonString left, JsonString right)
                when !tolerance.IsNone && NumberText.Differences(left.Text, right.Text, tolerance) is { Count: 0 }:
                break;
            default:
                if (!AreSameNumber(expected, actual, tolerance))
                {
                    details.Add(new ValueDetail(Place(path), Shown(expected), Shown(actual), Error(expected, actual)));
                }

                break;
        }
    }

    private static void CompareOrMiss(JsonPath path, JsonValue? expected, JsonValue? actual, Tolerance tolerance, List<ValueDetail> details)
    {
        if (expected is not null && actual is not null)
        {
            Compare(path, expected, actual, tolerance, details);
        }
        else if (details.Count < MostDetails)
        {
            details.Add(new ValueDetail(Place(path), expected is null ? null : Shown(expected), actual is null ? null : Shown(actual)));
        }
    }

    private static bool AreSameNumber(JsonValue expected, JsonValue actual, Tolerance tolerance)
    {
        if (Integer(expected) is { } left && Integer(actual) is { } right)
        {
            return left == right || (!tolerance.IsNone && tolerance.Allows((double)left, (double)right));
        }

        return Number(expected) is { } one && Number(actual) is { } other && (tolerance.IsNone ? one.Equals(other) || one == other : tolerance.Allows(one, other));
    }

    private static BigInteger? Integer(JsonValue value) => value switch
    {
        JsonBoolean boolean => boolean.Value ? 1 : 0,
        JsonNumber { IsInteger: true } number => number.ToBigInteger(),
        _ => null,
    };

    private static double? Number(JsonValue value) => Integer(value) is { } integer ? (double)integer : (value as JsonNumber)?.ToDouble();

    private static double? Error(JsonValue expected, JsonValue actual) =>
        expected is JsonNumber left && actual is JsonNumber right ? Tolerance.RelativeError(left.ToDouble(), right.ToDouble()) : null;

    private static string Place(JsonPath path) => path.Length == 0 ? "the value" : path.ToReadable();

    private static string Shown(JsonValue value) => value.ToString();
}

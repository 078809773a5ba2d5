using System.Globalization;
using Deckle.Json;

namespace Deckle.Tool.Serving.Merging;

/// <summary>Sets values at JSON pointers (RFC 6901).</summary>
internal static class PointerEdit
{
    /// <summary>The same value with another one at a pointer; objects on the way are made.</summary>
    /// <param name="value">Null to take away what is there.</param>
    public static JsonValue Set(JsonValue whole, string pointer, JsonValue? value)
    {
        string[] steps = [.. pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return Set(whole, steps, value) ?? whole;
    }

    private static JsonValue? Set(JsonValue whole, ReadOnlySpan<string> steps, JsonValue? value)
    {
        if (steps.IsEmpty)
        {
            return value;
        }

        if (whole is JsonArray items)
        {
            return int.TryParse(steps[0], NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < items.Count
                ? Set(items[at], steps[1..], value) is { } changed ? items.With(at, changed) : JsonArray.From(items.Where((_, index) => index != at))
                : whole;
        }

        JsonObject members = whole as JsonObject ?? JsonObject.Empty;
        JsonValue? inner = members[steps[0]];
        if (inner is null && value is null)
        {
            return whole;
        }

        return Set(inner ?? JsonObject.Empty, steps[1..], value) is { } set ? members.With(steps[0], set) : members.Without(steps[0]);
    }
}

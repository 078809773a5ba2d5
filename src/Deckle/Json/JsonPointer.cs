namespace Deckle.Json;

/// <summary>Changes at the end of a JSON pointer (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>The value with another one at the end of a pointer; null removes it. As it is where the pointer leads nowhere.</summary>
    /// <param name="pointer">Such as <c>/metadata/tags/0</c>; empty for the value itself.</param>
    public static JsonValue Set(JsonValue root, string pointer, JsonValue? value)
    {
        string[] steps = pointer.Length == 0 ? [] : [.. pointer[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return steps.Length == 0 ? value ?? root : Set(root, steps, value);
    }

    private static JsonValue Set(JsonValue holder, ReadOnlySpan<string> steps, JsonValue? value)
    {
        string step = steps[0];
        switch (holder)
        {
            case JsonObject members when steps.Length == 1:
                return value is null ? members.Without(step) : members.With(step, value);
            case JsonObject members when members[step] is { } inner:
                return members.With(step, Set(inner, steps[1..], value));
            case JsonObject members when value is not null:
                return members.With(step, Set(JsonObject.Empty, steps[1..], value));
            case JsonArray items when int.TryParse(step, out int index) && index >= 0 && index < items.Count:
                return steps.Length > 1 ? items.With(index, Set(items[index], steps[1..], value)) : value is null ? items.RemoveAt(index) : items.With(index, value);
            default:
                return holder;
        }
    }
}

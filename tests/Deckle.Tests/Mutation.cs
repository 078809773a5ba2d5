using Deckle.Json;

namespace Deckle.Tests;

/// <summary>Random changes of JSON values, the same for the same seed.</summary>
internal static class Mutation
{
    /// <summary>A few members and items set, added, moved or removed, anywhere.</summary>
    public static JsonValue Any(JsonValue value, Random random)
    {
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            value = At(value, random, Change);
        }

        return value;
    }

    /// <summary>Members and items removed, anywhere.</summary>
    public static JsonValue Removal(JsonValue value, Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            value = At(value, random, Remove);
        }

        return value;
    }

    private static JsonValue At(JsonValue value, Random random, Func<JsonValue, Random, JsonValue> change)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when random.Next(3) > 0:
                JsonMember member = members.Members[random.Next(members.Count)];
                return members.With(member.Key, At(member.Value, random, change));
            case JsonArray { Count: > 0 } items when random.Next(3) > 0:
                int index = random.Next(items.Count);
                return items.With(index, At(items[index], random, change));
            default:
                return change(value, random);
        }
    }

    private static JsonValue Change(JsonValue value, Random random)
    {
        switch (value)
        {
            case JsonObject members when random.Next(4) > 0:
                return members.With(random.Next(2) == 0 ? "new" : "b", Made(random));
            case JsonArray items when random.Next(4) > 0:
                JsonValue added = items.Count > 0 && random.Next(2) == 0 ? items[random.Next(items.Count)] : Made(random);
                return items.Insert(random.Next(items.Count + 1), added);
            case JsonObject or JsonArray:
                return Remove(value, random);
            default:
                return Made(random);
        }
    }

    private static JsonValue Remove(JsonValue value, Random random) => value switch
    {
        JsonObject { Count: > 0 } members => members.Without(members.Members[random.Next(members.Count)].Key),
        JsonArray { Count: > 0 } items => items.RemoveAt(random.Next(items.Count)),
        _ => value,
    };

    private static JsonValue Made(Random random) => random.Next(6) switch
    {
        0 => JsonNull.Value,
        1 => random.Next(100),
        2 => "text\nwith é \u001b",
        3 => JsonArray.Empty,
        4 => JsonArray.Create(["a\n", JsonObject.Of(("x", 1.5), ("a", JsonObject.Empty))]),
        _ => JsonObject.Of(("z", true), ("k", JsonArray.Create([1, 2]))),
    };
}

using Deckle.Json;

namespace Deckle.Editing;

/// <summary>Changes of metadata at the end of a JSON pointer (RFC 6901), such as <c>/kernelspec/name</c>; <c>-</c> stands for the end of a list.</summary>
internal static class MetadataPointer
{
    /// <param name="value">Null to remove what stands there.</param>
    /// <exception cref="DeckleException"><c>metadata-pointer-invalid</c>, <c>metadata-not-found</c>.</exception>
    public static JsonObject Set(JsonObject metadata, string pointer, JsonValue? value)
    {
        if (pointer.Length == 0)
        {
            return value as JsonObject ?? (value is null ? JsonObject.Empty : throw EditErrors.BadPointer(pointer, "metadata is an object"));
        }

        if (pointer[0] != '/')
        {
            throw EditErrors.BadPointer(pointer, "it does not begin with /");
        }

        Check(metadata, pointer);
        if (value is not null && pointer.EndsWith("/-", StringComparison.Ordinal) && At(metadata, pointer[..^2]) is JsonArray list)
        {
            return (JsonObject)JsonPointer.Set(metadata, pointer[..^2], list.Add(value));
        }

        // What the pointer does not reach stays the very same.
        var changed = (JsonObject)JsonPointer.Set(metadata, pointer, value);
        return ReferenceEquals(changed, metadata) || (value is null && At(metadata, pointer) is null) ? throw EditErrors.NoMetadata(pointer, metadata) : changed;
    }

    // RFC 6901, sections 3 and 4: ~ stands only in ~0 and ~1, and an index has no leading zeros.
    private static void Check(JsonObject metadata, string pointer)
    {
        for (int at = pointer.IndexOf('~', StringComparison.Ordinal); at >= 0; at = pointer.IndexOf('~', at + 1))
        {
            if (at + 1 == pointer.Length || pointer[at + 1] is not ('0' or '1'))
            {
                throw EditErrors.BadPointer(pointer, "~ is written as ~0, and / inside of a name as ~1");
            }
        }

        string[] steps = pointer.Split('/');
        for (int count = 2; count <= steps.Length; count++)
        {
            string step = steps[count - 1];
            if (At(metadata, string.Join('/', steps[..(count - 1)])) is JsonArray && !IsIndex(step) && !(step == "-" && count == steps.Length))
            {
                throw EditErrors.BadPointer(pointer, $"'{step}' is no place in a list");
            }
        }
    }

    private static bool IsIndex(string step) => step == "0" || (step.Length > 0 && step[0] != '0' && step.All(char.IsAsciiDigit));

    private static JsonValue? At(JsonValue root, string pointer)
    {
        JsonValue? at = root;
        foreach (string step in pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            at = at switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, out int index) && index >= 0 && index < items.Count => items[index],
                _ => null,
            };
        }

        return at;
    }
}

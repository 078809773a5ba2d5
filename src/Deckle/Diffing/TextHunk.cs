using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Lines that a diff changes in a text. Lines are counted from 1; a side without lines has the line they would stand before.</summary>
/// <param name="Path">The text in the value before, such as <c>/source</c> or <c>/outputs/0/text</c> in a cell.</param>
public sealed record TextHunk(JsonPath Path, int BeforeLine, int BeforeCount, int AfterLine, int AfterCount)
{
    /// <summary>The lines that change in every text of a value, in the order of the diff.</summary>
    /// <param name="value">The value before.</param>
    public static IEnumerable<TextHunk> Of(JsonValue value, Diff diff) => Of(value, diff, JsonPath.Root);

    private static IEnumerable<TextHunk> Of(JsonValue value, Diff diff, JsonPath path)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return value switch
        {
            JsonString => OfText(diff, path),
            JsonObject members => diff.Where(entry => entry.Op == DiffOp.Patch).SelectMany(entry => Of(members[entry.Key.Name!]!, entry.Inner!, path.Key(entry.Key.Name!))),
            JsonArray items => diff.Where(entry => entry.Op == DiffOp.Patch).SelectMany(entry => Of(items[entry.Key.Index], entry.Inner!, path.Item(entry.Key.Index))),
            _ => [],
        };
    }

    private static IEnumerable<TextHunk> OfText(Diff diff, JsonPath path)
    {
        TextHunk? open = null;
        int shift = 0;
        foreach (DiffEntry entry in diff)
        {
            (int removed, int added) = entry.Op switch
            {
                DiffOp.AddRange => (0, entry.Value is JsonArray lines ? lines.Count : PythonLines.Split((JsonString)entry.Value!).Count),
                DiffOp.RemoveRange => (entry.Length, 0),
                DiffOp.Add => (0, 1),
                DiffOp.Remove => (1, 0),
                _ => (1, 1),
            };
            int line = entry.Key.Index + 1;
            if (open is not null && open.BeforeLine + open.BeforeCount >= line)
            {
                open = open with { BeforeCount = open.BeforeCount + removed, AfterCount = open.AfterCount + added };
            }
            else
            {
                if (open is not null)
                {
                    yield return open;
                }

                open = new TextHunk(path, line, removed, line + shift, added);
            }

            shift += added - removed;
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}

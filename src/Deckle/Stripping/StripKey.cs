using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>A key to strip, as nbstripout writes it: <c>metadata.widgets</c>, <c>cell.metadata.collapsed</c>, <c>cell.attachments</c>.</summary>
/// <param name="IsCell">Whether the key leads from each cell; else it leads from the notebook's metadata.</param>
/// <param name="Name">The key without <c>cell.</c> or <c>metadata.</c> in front.</param>
public sealed record StripKey(bool IsCell, string Name)
{
    /// <summary>Whether a text is such a key. nbstripout says "Ignoring invalid extra key" of another.</summary>
    public static bool IsValid(string text) => Parse(text) is not null;

    /// <summary>The key, or null for a text that is none.</summary>
    public static StripKey? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('.', 2) switch
        {
            ["cell", string name] => new StripKey(true, name),
            ["metadata", string name] => new StripKey(false, name),
            _ => null,
        };
    }

    /// <summary>The keys that lead to the value: at each level the whole rest if it is a key there, else what stands before its first dot. Null where nothing is.</summary>
    internal IReadOnlyList<string>? Find(JsonObject holder)
    {
        var way = new List<string>();
        string rest = Name;
        while (!holder.Has(rest))
        {
            int dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0 || holder[rest[..dot]] is not JsonObject inner)
            {
                return null;
            }

            way.Add(rest[..dot]);
            holder = inner;
            rest = rest[(dot + 1)..];
        }

        way.Add(rest);
        return way;
    }
}

using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>
/// jupytext's metadata filters: <c>tags,-all</c> keeps only tags, <c>-papermill</c> leaves one key out, <c>jupytext.text_representation</c>
/// is a key inside another.
/// </summary>
/// <param name="Keeps">Keys that are named to stay.</param>
/// <param name="Drops">Keys that are named to go.</param>
internal sealed record MetadataFilter(IReadOnlyList<string> Keeps, IReadOnlyList<string> Drops)
{
    private const string All = "all";

    /// <summary>What of a notebook's metadata a script keeps: the rest is of no use without outputs.</summary>
    public static MetadataFilter Notebook { get; } = Parse("jupytext,kernelspec,kernel_info,orphan,tocdepth,-all");

    /// <summary>What of a cell's metadata a script leaves out: the state of an editor, and what the script says by itself.</summary>
    public static MetadataFilter Cell { get; } = Parse(
        "-autoscroll,-collapsed,-scrolled,-trusted,-execution,-ExecuteTime,-skipline,-noskipline,-cell_marker,-lines_to_next_cell,-lines_to_end_of_cell_marker");

    public static MetadataFilter Parse(string text)
    {
        string[] keys = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new([.. keys.Where(key => key[0] != '-').Select(key => key.TrimStart('+'))], [.. keys.Where(key => key[0] == '-').Select(key => key[1..].Trim())]);
    }

    /// <summary>This default with what a notebook's own filter changes of it.</summary>
    /// <param name="own">The notebook's filter; null for none.</param>
    public MetadataFilter With(string? own)
    {
        if (own is null)
        {
            return this;
        }

        MetadataFilter changes = Parse(own);
        return changes.Keeps.Contains(All) || changes.Drops.Contains(All)
            ? changes
            : new([.. Keeps, .. changes.Keeps], [.. Drops.Where(key => !changes.Keeps.Contains(key)), .. changes.Drops]);
    }

    public JsonObject Apply(JsonObject metadata) => Apply(metadata, "", Drops.Contains(All) && !Keeps.Contains(All));

    private JsonObject Apply(JsonObject members, string path, bool keepsOnlyNamed)
    {
        var kept = new List<JsonMember>();
        foreach (JsonMember member in members)
        {
            string name = path + member.Key;
            bool isNamed = Keeps.Contains(name);
            if (Drops.Contains(name) || (keepsOnlyNamed && !isNamed && !Names(Keeps, name)))
            {
                continue;
            }

            bool goesInside = member.Value is JsonObject && (Names(Drops, name) || (keepsOnlyNamed && !isNamed));
            kept.Add(goesInside ? member with { Value = Apply((JsonObject)member.Value, name + ".", keepsOnlyNamed && !isNamed) } : member);
        }

        return JsonObject.From(kept);
    }

    private static bool Names(IReadOnlyList<string> keys, string name) => keys.Any(key => key.StartsWith(name + ".", StringComparison.Ordinal));
}

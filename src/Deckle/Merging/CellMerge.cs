using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Merges the changes of two sides to one cell, member by member.</summary>
internal sealed class CellMerge(MergeOptions options, ConflictMarkers markers)
{
    private const string Source = "source";
    private const string Outputs = "outputs";
    private const string Count = "execution_count";
    private const string Type = "cell_type";
    private const string Metadata = "metadata";
    private const string Attachments = "attachments";

    private readonly MergeStrategy inputStrategy = options.InputStrategy ?? options.Strategy;
    private readonly MergeStrategy outputStrategy = options.OutputStrategy ?? options.Strategy;
    private readonly MergeStrategy metadataStrategy = options.MetadataStrategy ?? options.Strategy;

    /// <param name="ancestor">Null for a cell that both sides added.</param>
    public (JsonObject Cell, IReadOnlyList<PartConflict> Conflicts) Merge(JsonObject? ancestor, JsonObject local, JsonObject remote)
    {
        if (local == remote || ancestor == remote)
        {
            return (local, []);
        }

        if (ancestor == local)
        {
            return (remote, []);
        }

        JsonObject old = ancestor ?? JsonObject.Empty;
        var conflicts = new List<PartConflict>();
        JsonObject merged = local;

        // Attachments first: what they are called decides what the remote text says.
        var attachments = new AttachmentMerge(inputStrategy);
        JsonValue? files = Attached(attachments, old, local, remote);
        foreach (string key in local.Keys.Union(remote.Keys).ToList())
        {
            (JsonValue? before, JsonValue? left, JsonValue? right) = (old[key], local[key], remote[key]);
            JsonValue? value = key switch
            {
                "id" => left == right || before == right ? left ?? right : before == left ? right ?? left : left ?? right,
                Type => CellType(before, left, right, conflicts),
                Source => Text(before, left, right, attachments, conflicts),
                Outputs => Run(before, left, right, conflicts),
                Count => Counted(before, left, right, conflicts),
                Attachments => files,
                _ => Other(key, before, left, right, conflicts),
            };
            merged = value is null ? merged.Without(key) : merged.With(key, value);
        }

        conflicts.AddRange(attachments.Conflicts);
        return (local[Type] == remote[Type] ? merged : Fit(merged), conflicts);
    }

    /// <summary>Whether a cell has nothing to lose: it differs from the base in nothing but what a run or an editor writes.</summary>
    public bool IsUntouched(JsonObject ancestor, JsonObject cell) => ancestor == cell || Lasting(ancestor) == Lasting(cell);

    /// <summary>A cell that one side changed and the other removed: its source, with nothing on the side that removed it.</summary>
    public (JsonObject Cell, PartConflict Conflict) Removed(JsonObject ancestor, JsonObject? local, JsonObject? remote)
    {
        JsonObject kept = local ?? remote ?? ancestor;
        string shown = markers.Around(TextOf(ancestor), local is null ? "" : TextOf(local), remote is null ? "" : TextOf(remote));
        return (kept.With(Source, shown), new PartConflict(ConflictPart.Cell, JsonPath.Root, ancestor[Source], local?[Source], remote?[Source]));
    }

    private static string TextOf(JsonObject cell) => Multiline.Join(cell[Source])?.Text ?? "";

    private JsonObject Lasting(JsonObject cell)
    {
        JsonObject lasting = cell.Without("id").Without(Outputs).Without(Count);
        return options.IgnoresTransients && lasting[Metadata] is JsonObject metadata ? lasting.With(Metadata, Transients.Without(metadata)) : lasting;
    }

    private static JsonValue? Attached(AttachmentMerge attachments, JsonObject old, JsonObject local, JsonObject remote) =>
        old[Attachments] is null or JsonObject && local[Attachments] is null or JsonObject && remote[Attachments] is null or JsonObject
            ? attachments.Merge(old.Get<JsonObject>(Attachments), local.Get<JsonObject>(Attachments), remote.Get<JsonObject>(Attachments))
            : local[Attachments] ?? remote[Attachments];

    private JsonValue? CellType(JsonValue? before, JsonValue? left, JsonValue? right, List<PartConflict> conflicts)
    {
        var merge = new ValueMerge(ConflictPart.CellType, Textless(options.Strategy), markers, _ => false);
        JsonValue? type = merge.Merge(before, left, right, JsonPath.Root.Key(Type));
        conflicts.AddRange(merge.Conflicts);
        return type ?? left ?? right;
    }

    private JsonValue? Text(JsonValue? before, JsonValue? left, JsonValue? right, AttachmentMerge attachments, List<PartConflict> conflicts)
    {
        if (left is not JsonString mine || right is not JsonString yours || before is not (null or JsonString))
        {
            return Other(Source, before, left, right, conflicts);
        }

        string old = (before as JsonString)?.Text ?? "";
        string theirs = attachments.Follow(yours.Text, old, mine.Text);
        MergedText merged = TextMerge.Merge(old, mine.Text, theirs, markers, inputStrategy);
        if (merged.HasConflict)
        {
            conflicts.Add(new PartConflict(ConflictPart.Source, JsonPath.Root.Key(Source), before, mine, yours));
        }

        return merged.Text == mine.Text ? mine : merged.Text == yours.Text ? yours : new JsonString(merged.Text);
    }

    private JsonValue? Run(JsonValue? before, JsonValue? left, JsonValue? right, List<PartConflict> conflicts)
    {
        if (left is not (null or JsonArray) || right is not (null or JsonArray) || (left ?? right) is null)
        {
            return Other(Outputs, before, left, right, conflicts);
        }

        (JsonArray old, JsonArray mine, JsonArray yours) = (before as JsonArray ?? JsonArray.Empty, left as JsonArray ?? JsonArray.Empty, right as JsonArray ?? JsonArray.Empty);
        var merge = new OutputMerge(outputStrategy, markers);
        JsonArray merged = merge.Merge(old, mine, yours);
        if (merge.HasConflict)
        {
            conflicts.Add(new PartConflict(ConflictPart.Outputs, JsonPath.Root.Key(Outputs), before, left, right));
        }

        return merged;
    }

    // As nbdime: of two counts neither. A side that made text of the cell has none.
    private JsonValue? Counted(JsonValue? before, JsonValue? left, JsonValue? right, List<PartConflict> conflicts) =>
        left == right || before == left || before == right || !options.IgnoresTransients ? Other(Count, before, left, right, conflicts)
        : left is null || right is null ? left ?? right
        : JsonNull.Value;

    private JsonValue? Other(string key, JsonValue? before, JsonValue? left, JsonValue? right, List<PartConflict> conflicts)
    {
        var merge = new ValueMerge(ConflictPart.Metadata, Textless(metadataStrategy), markers, path => options.IgnoresTransients && Transients.HasCell(path));
        JsonValue? value = merge.Merge(before, left, right, JsonPath.Root.Key(key));
        conflicts.AddRange(merge.Conflicts);
        return value;
    }

    // The strategies of outputs alone mean nothing elsewhere.
    private static MergeStrategy Textless(MergeStrategy strategy) => strategy is MergeStrategy.Remove or MergeStrategy.ClearAll ? MergeStrategy.Inline : strategy;

    // What the schema asks of a type of cell: only code has outputs and a count, and it has no attachments.
    internal static JsonObject Fit(JsonObject cell) => cell.GetText(Type) switch
    {
        "code" => Required(Required(cell.Without(Attachments), Count, JsonNull.Value), Outputs, JsonArray.Empty),
        "markdown" or "raw" => cell.Without(Outputs).Without(Count),
        _ => cell,
    };

    private static JsonObject Required(JsonObject cell, string key, JsonValue value) => cell.Has(key) ? cell : cell.With(key, value);
}

using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>One change of an object, a list or a text.</summary>
public sealed record DiffEntry
{
    private DiffEntry(DiffOp op, DiffKey key)
    {
        Op = op;
        Key = key;
    }

    public DiffOp Op { get; }

    public DiffKey Key { get; }

    /// <summary>The new value of <see cref="DiffOp.Add"/> and <see cref="DiffOp.Replace"/>; for <see cref="DiffOp.AddRange"/> the new items, a list, or a string of new characters.</summary>
    public JsonValue? Value { get; private init; }

    /// <summary>How many items <see cref="DiffOp.RemoveRange"/> removes; 0 for others.</summary>
    public int Length { get; private init; }

    /// <summary>What changes inside, for <see cref="DiffOp.Patch"/>.</summary>
    public Diff? Inner { get; private init; }

    public static DiffEntry Add(DiffKey key, JsonValue value) => new(DiffOp.Add, key) { Value = value };

    public static DiffEntry Remove(DiffKey key) => new(DiffOp.Remove, key);

    public static DiffEntry Replace(DiffKey key, JsonValue value) => new(DiffOp.Replace, key) { Value = value };

    public static DiffEntry Patch(DiffKey key, Diff inner) => new(DiffOp.Patch, key) { Inner = inner };

    /// <param name="items">A list of items or lines; a string of characters for a diff inside a line.</param>
    public static DiffEntry AddRange(int index, JsonValue items) => new(DiffOp.AddRange, index) { Value = items };

    public static DiffEntry RemoveRange(int index, int length) => new(DiffOp.RemoveRange, index) { Length = length };
}

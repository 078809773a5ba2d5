namespace Deckle.Stores;

/// <summary>What must be true of a place for a write to happen, so that two writers do not lose each other's result.</summary>
public sealed record WriteCondition
{
    private WriteCondition(string? version) => Version = version;

    /// <summary>Nothing may be there.</summary>
    public static WriteCondition Absent { get; } = new((string?)null);

    /// <summary>The version that must be there; null when nothing may be.</summary>
    public string? Version { get; }

    /// <summary>What is there must still be this version.</summary>
    public static WriteCondition Unchanged(string version) => new(version);

    /// <summary>What is there must be as it was found: the same version, or still nothing. Null, which is no condition, where the store keeps no versions.</summary>
    public static WriteCondition? AsFound(StoreEntry? found) => found is null ? Absent : found.Version is { } version ? Unchanged(version) : null;
}

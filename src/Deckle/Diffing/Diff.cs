using System.Collections;

namespace Deckle.Diffing;

/// <summary>
/// How one JSON value becomes another: entries for one object, list or text. Those of an object stand in the order of their keys, one
/// for each; those of a list or text in the order of their indexes, and at one index what is added stands before what goes or changes.
/// A text is the list of its lines by Python's <c>splitlines</c>; a line, the list of its code points.
/// </summary>
public sealed class Diff : IReadOnlyList<DiffEntry>, IEquatable<Diff>
{
    private readonly DiffEntry[] entries;

    public Diff(params IEnumerable<DiffEntry> entries) => this.entries = [.. entries];

    /// <summary>No change.</summary>
    public static Diff Empty { get; } = new();

    public bool IsEmpty => entries.Length == 0;

    public int Count => entries.Length;

    public DiffEntry this[int index] => entries[index];

    public static bool operator ==(Diff? left, Diff? right) => ReferenceEquals(left, right) || (left is not null && left.Equals(right));

    public static bool operator !=(Diff? left, Diff? right) => !(left == right);

    public IEnumerator<DiffEntry> GetEnumerator() => ((IEnumerable<DiffEntry>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(Diff? other) => other is not null && entries.AsSpan().SequenceEqual(other.entries);

    public override bool Equals(object? obj) => Equals(obj as Diff);

    public override int GetHashCode() => entries.Aggregate(entries.Length, HashCode.Combine);
}

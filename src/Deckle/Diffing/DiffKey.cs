using System.Globalization;

namespace Deckle.Diffing;

/// <summary>Where an entry of a diff applies: a member of an object, or an index of a list, of a text's lines or of a line's code points.</summary>
public readonly record struct DiffKey
{
    private DiffKey(string? name, int index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>The member; null for an index.</summary>
    public string? Name { get; }

    /// <summary>The index, counted in the value before the diff; 0 for a member.</summary>
    public int Index { get; }

    public static implicit operator DiffKey(string name) => new(name, 0);

    public static implicit operator DiffKey(int index) => new(null, index);

    public override string ToString() => Name ?? Index.ToString(CultureInfo.InvariantCulture);
}

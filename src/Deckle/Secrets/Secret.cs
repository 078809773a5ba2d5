namespace Deckle.Secrets;

/// <summary>A value that a notebook may use and nobody may read: its name is told, its value never.</summary>
public sealed record Secret(string Name, string Value)
{
    /// <summary>Values below this length stand in too many places by chance to be looked for.</summary>
    public const int ShortestRedacted = 4;

    public bool IsRedacted => Value.Length >= ShortestRedacted;

    /// <summary>What stands in place of the value.</summary>
    public string Mark => $"***{Name}***";

    /// <summary>The name alone: a secret may come into a log by no accident.</summary>
    public override string ToString() => Name;
}

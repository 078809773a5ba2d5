namespace Deckle.Diffing;

/// <summary>Which changes are looked at. By default all.</summary>
public sealed record DiffFilterOptions
{
    public bool Sources { get; init; } = true;

    public bool Outputs { get; init; } = true;

    public bool Attachments { get; init; } = true;

    /// <summary>Metadata of the notebook, of cells and of outputs.</summary>
    public bool Metadata { get; init; } = true;

    public bool Ids { get; init; } = true;

    /// <summary>Execution counts, other members of cells such as their type, and the notebook's format.</summary>
    public bool Details { get; init; } = true;

    /// <summary>Values that are not looked at.</summary>
    public IReadOnlyList<IgnoredPath> Ignored { get; init; } = [];

    /// <summary>Noise that is not looked at.</summary>
    public DiffNoise IgnoredNoise { get; init; }
}

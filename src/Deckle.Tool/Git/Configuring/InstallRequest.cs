namespace Deckle.Tool.Git.Configuring;

/// <summary>How git is to be connected with Deckle, or to be parted from it.</summary>
internal sealed record InstallRequest
{
    public InstallScope Scope { get; init; }

    /// <summary>The gitattributes file that is written; null for the one that belongs to the scope.</summary>
    public string? Attributes { get; init; }

    /// <summary>The program that git calls, as a shell reads it.</summary>
    public required string Program { get; init; }

    /// <summary>Whether the filter refuses what is no notebook.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether values and lines of others yield.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the entries of programs that Deckle replaces go.</summary>
    public bool Migrate { get; init; }
}

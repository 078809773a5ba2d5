namespace Deckle.Tool.Stripping;

/// <summary>What <c>deckle strip</c> was asked to do.</summary>
internal sealed record StripRequest
{
    /// <summary>Files, folders, addresses, <c>-</c>.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    public required StripSettings Settings { get; init; }

    /// <summary>What files are; null to see it by their names.</summary>
    public NotebookMode? Mode { get; init; }

    /// <summary>Whether files are written in nbformat's layout; else only what goes is changed.</summary>
    public bool IsCanonical { get; init; }

    /// <summary>Whether files are stripped whose names are not those of notebooks.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether nothing is written, and what would go is listed.</summary>
    public bool IsDry { get; init; }

    /// <summary>Whether a file that would change is bad news.</summary>
    public bool IsCheck { get; init; }

    /// <summary>Where the one file goes, <c>-</c> for stdout; null for its own place.</summary>
    public string? Output { get; init; }

    /// <summary>Whether all files go to stdout, one behind the other.</summary>
    public bool IsTextConversion { get; init; }

    public bool IsJson { get; init; }
}

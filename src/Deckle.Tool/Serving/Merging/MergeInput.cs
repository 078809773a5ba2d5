using Deckle.Merging;

namespace Deckle.Tool.Serving.Merging;

/// <summary>Three versions of a notebook that are to be merged on a page.</summary>
/// <param name="Base">The notebook before both changes, of nbformat 4 with joined texts; null where there was none.</param>
/// <param name="Local">The local side, likewise.</param>
/// <param name="Remote">The remote side, likewise.</param>
internal sealed record MergeInput(Notebook? Base, Notebook Local, Notebook Remote)
{
    public string Title { get; init; } = "Merge";

    /// <summary>How the page starts. What the strategies decide is decided; a person sees the rest.</summary>
    public MergeOptions Options { get; init; } = new();

    /// <summary>Whether the page shows the version before both changes.</summary>
    public bool ShowsBase { get; init; } = true;

    /// <summary>The notebook as the bytes of its file.</summary>
    public required Func<Notebook, byte[]> Spell { get; init; }

    /// <summary>Takes the result; null where it can only be downloaded.</summary>
    public Action<ReadOnlyMemory<byte>>? Save { get; init; }

    /// <summary>Where the result goes, for people.</summary>
    public string? Output { get; init; }
}

namespace Deckle.Tool.Diffing;

/// <summary>One side of a comparison: a file, what a revision holds, or nothing.</summary>
/// <param name="Path">The file as it is named to people; with <see cref="Revision"/>, its path in the repository.</param>
/// <param name="Content">The bytes; null where the file does not exist on this side.</param>
internal sealed record DiffSide(string Path, ReadOnlyMemory<byte>? Content)
{
    /// <summary>The revision as it was asked for, <c>index</c> for what is staged; null for a file.</summary>
    public string? Revision { get; init; }

    /// <summary>git's mode, such as <c>100644</c>, or <c>120000</c> for a link, whose content is where it leads; null where git was not asked.</summary>
    public string? Mode { get; init; }

    /// <summary>As it is shown: <c>HEAD~1:a.ipynb</c>, or the path alone.</summary>
    public string Name => Revision is null ? Path : $"{Revision}:{Path}";
}

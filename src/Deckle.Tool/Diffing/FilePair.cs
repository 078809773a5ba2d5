namespace Deckle.Tool.Diffing;

/// <summary>Two versions of a file that are to be compared.</summary>
internal sealed record FilePair(DiffSide Before, DiffSide After)
{
    public FileChange Change { get; init; } = FileChange.None;

    /// <summary>The file's path: the new one where it was renamed.</summary>
    public string Path => After.Content is null ? Before.Path : After.Path;

    /// <summary>Whether nothing differs, so that nothing has to be read.</summary>
    public bool IsSame => Change.Kind == FileChangeKind.Modified && Before.Mode == After.Mode
        && Before.Content is { } before && After.Content is { } after && before.Span.SequenceEqual(after.Span);
}

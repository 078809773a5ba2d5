namespace Deckle.Audit.Hygiene;

/// <summary>A file as it is, or will be, committed.</summary>
/// <param name="Path">Relative to the repository, with <c>/</c>.</param>
/// <param name="Content">The bytes to check: of the working tree, or those that git is about to store. Of a symlink, the path it holds.</param>
public sealed record HygieneFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether it may be executed; by the index where <c>core.fileMode</c> is false.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>Whether the index says that it may be executed; null for a file that is not tracked.</summary>
    public bool? IsExecutableInIndex { get; init; }

    public bool IsSymlink { get; init; }

    /// <summary>Whether it is a symlink to nothing.</summary>
    public bool IsBrokenSymlink { get; init; }

    /// <summary>Size in bytes; to be given where the content was not read because the file is huge.</summary>
    public long Size { get => size ?? Content.Length; init => size = value; }

    private readonly long? size;

    /// <summary>The name without its folders.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether the name ends with <c>.ipynb</c>.</summary>
    public bool IsNotebook => Path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);
}

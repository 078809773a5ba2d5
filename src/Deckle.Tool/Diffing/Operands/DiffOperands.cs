using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>What a command line names to be compared.</summary>
/// <param name="Names">Files, folders, addresses, revisions and paths, as they are given.</param>
/// <param name="Paths">What stands behind <c>--</c>; null where there is no <c>--</c>.</param>
internal sealed record DiffOperands(IReadOnlyList<string> Names, IReadOnlyList<string>? Paths)
{
    /// <summary>Whether the index is one side.</summary>
    public bool IsCached { get; init; }

    /// <summary>What our filter does in a work tree, so that its files can be compared with what git stores.</summary>
    public required Func<string, FilterRules> Rules { get; init; }

    /// <summary>Takes what a user should know of the choice of files.</summary>
    public required Action<string> Tell { get; init; }

    /// <summary>Whether two files were named, so that there is one comparison, whatever it finds.</summary>
    public bool IsPair => Paths is null && !IsCached && Names switch
    {
        [var before, var after] => IsContent(before) && IsContent(after) && !(FilePairs.IsFolder(before) && FilePairs.IsFolder(after)),
        [var only] => IsBlob(only),
        _ => false,
    };

    /// <summary>The pairs, read as they are asked for.</summary>
    /// <exception cref="DeckleException">The errors of reading files and asking git; an operand that means nothing, or two things.</exception>
    public IEnumerable<FilePair> Pairs() => this switch
    {
        { Paths: null, IsCached: false, Names: [var before, var after] } when FilePairs.IsOne(before) && FilePairs.IsOne(after) => FilePairs.Of(before, after),
        { IsPair: true } => new BlobPairs(Rules).Of(Names[0], Names.ElementAtOrDefault(1)),
        _ => new GitOperands(this).Pairs(),
    };

    private static bool IsContent(string name) => FilePairs.IsOne(name) || IsBlob(name);

    private static bool IsBlob(string name) => !FilePairs.IsOne(name) && BlobName.Parse(name) is not null;
}

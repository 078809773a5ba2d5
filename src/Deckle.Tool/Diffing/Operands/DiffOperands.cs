namespace Deckle.Tool.Diffing.Operands;

/// <summary>What a command line names to be compared.</summary>
/// <param name="Names">Files, folders, addresses, revisions and paths, as they are given.</param>
/// <param name="Paths">What stands behind <c>--</c>; null where there is no <c>--</c>.</param>
internal sealed record DiffOperands(IReadOnlyList<string> Names, IReadOnlyList<string>? Paths)
{
    /// <summary>Whether two files were named, so that there is one comparison, whatever it finds.</summary>
    public bool IsPair => Paths is null && Names is [var before, var after] && FilePairs.IsOne(before) && FilePairs.IsOne(after) && !(FilePairs.IsFolder(before) && FilePairs.IsFolder(after));

    /// <summary>The pairs, read as they are asked for.</summary>
    public IEnumerable<FilePair> Pairs() => FilePairs.Of(Names[0], Names[1]);
}

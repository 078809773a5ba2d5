using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>The notebooks of a merge.</summary>
/// <param name="Base">Null where there is none.</param>
internal sealed record MergeSides(MergeSide? Base, MergeSide Local, MergeSide Remote)
{
    /// <summary>The notebook that both sides come from, or what stands for it in decisions.</summary>
    public Notebook Ancestor => Base?.Notebook ?? MergeDecisions.NoAncestor;

    /// <param name="files">The base, which may be left out, the local and the remote notebook.</param>
    /// <exception cref="DeckleException">A side is not there or is no notebook; there are not two or three files, or several from standard input.</exception>
    public static MergeSides Read(IReadOnlyList<string> files)
    {
        if (files.Count is not (2 or 3))
        {
            throw MergeErrors.Count(files.Count);
        }

        if (files.Count(file => file == NotebookPaths.Stdin) > 1)
        {
            throw MergeErrors.TwoFromStdin();
        }

        return new MergeSides(MergeSide.ReadBase(files.Count == 3 ? files[0] : null), MergeSide.Read(files[^2], "local"), MergeSide.Read(files[^1], "remote"));
    }

    /// <summary>Whether both sides removed the notebook.</summary>
    public static bool AreNothing(IReadOnlyList<string> files) => files.Count is 2 or 3 && files.TakeLast(2).All(MergeSide.IsNothing);
}

namespace Deckle.Tool.Diffing;

/// <summary>Compares pairs in order, each read when its turn comes, and tells what differs.</summary>
/// <param name="writer">Null where only the answer counts: it is known with the first difference.</param>
internal sealed class DiffRun(IEnumerable<FilePair> pairs, IComparisonWriter? writer)
{
    /// <summary>Whether what is the same is told too, as it is for two files that were named.</summary>
    public bool ShowsSame { get; init; }

    /// <summary>Called with each side that is no notebook, before it is compared as text.</summary>
    public required Action<DeckleException> Warn { get; init; }

    /// <returns>Whether anything differs.</returns>
    /// <exception cref="DeckleException">The errors of reading the sides.</exception>
    public bool Run()
    {
        bool isDifferent = false;
        foreach (FilePair pair in pairs.Where(pair => ShowsSame || !pair.IsSame))
        {
            NotebookComparison comparison = NotebookComparer.Compare(pair);
            if (comparison.Problem is { } problem)
            {
                Warn(problem);
            }

            isDifferent |= comparison.IsDifferent;
            if (writer is null && isDifferent)
            {
                return true;
            }

            if (ShowsSame || comparison.IsDifferent)
            {
                writer?.Write(comparison);
            }
        }

        writer?.Finish();
        return isDifferent;
    }
}

using Deckle.Diffing;

namespace Deckle.Tool.Diffing;

/// <summary>Compares pairs in order, each read and compared when it is asked for.</summary>
internal sealed class DiffRun(IEnumerable<FilePair> pairs)
{
    /// <summary>What is left out of the comparisons; null for nothing.</summary>
    public DiffFilterOptions? Filter { get; init; }

    /// <summary>Whether what does not differ is handed on too, as it is for two files that were named.</summary>
    public bool KeepsSame { get; init; }

    /// <summary>Called with each side that is no notebook.</summary>
    public required Action<DeckleException> Warn { get; init; }

    /// <summary>Whether anything differed of what was asked for so far.</summary>
    public bool IsDifferent { get; private set; }

    /// <exception cref="DeckleException">The errors of reading the sides.</exception>
    public IEnumerable<NotebookComparison> Comparisons()
    {
        foreach (FilePair pair in pairs)
        {
            if (pair.IsSame && !KeepsSame)
            {
                continue;
            }

            NotebookComparison comparison = NotebookComparer.Compare(pair, Filter);
            if (comparison is { Problem: { } problem, IsDifferent: true })
            {
                Warn(problem);
            }

            IsDifferent |= comparison.IsDifferent;
            if (KeepsSame || comparison.IsDifferent)
            {
                yield return comparison;
            }
        }
    }
}

namespace Deckle.Diffing;

/// <summary>Which cells have found each other so far.</summary>
internal sealed class Pairing
{
    private readonly int[] after;
    private readonly int[] before;

    public Pairing(int beforeCount, int afterCount)
    {
        after = Enumerable.Repeat(-1, beforeCount).ToArray();
        before = Enumerable.Repeat(-1, afterCount).ToArray();
    }

    private Pairing(int[] after, int[] before)
    {
        this.after = after;
        this.before = before;
    }

    /// <summary>The same pairs seen from the other side; changes of one are changes of both.</summary>
    public Pairing Reverse => new(before, after);

    public int BeforeCount => after.Length;

    public int AfterCount => before.Length;

    /// <summary>The partner of a cell before; -1 for none.</summary>
    public int AfterOf(int index) => after[index];

    /// <summary>The partner of a cell after; -1 for none.</summary>
    public int BeforeOf(int index) => before[index];

    public void Pair(int old, int young)
    {
        after[old] = young;
        before[young] = old;
    }

    public void Part(int old)
    {
        before[after[old]] = -1;
        after[old] = -1;
    }

    public IEnumerable<(int Before, int After)> Pairs() =>
        Enumerable.Range(0, after.Length).Where(index => after[index] >= 0).Select(index => (index, after[index]));

    /// <summary>The stretches between pairs, which must be in order; empty ones too.</summary>
    public IEnumerable<Gap> Gaps()
    {
        var start = (Before: 0, After: 0);
        foreach ((int old, int young) in Pairs().Append((after.Length, before.Length)).ToList())
        {
            yield return new Gap(start.Before, old, start.After, young);
            start = (old + 1, young + 1);
        }
    }
}

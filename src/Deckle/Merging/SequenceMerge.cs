namespace Deckle.Merging;

/// <summary>
/// Merges the changes of two sides to a sequence as git merges lines (<c>xdl_merge</c>): what only one side changed is taken, the same
/// change on both sides counts once, changes that overlap or touch contradict each other.
/// </summary>
internal static class SequenceMerge
{
    /// <summary>Chunks that cover all three sequences in order.</summary>
    public static List<MergeChunk> Compute<T>(IReadOnlyList<T> ancestor, IReadOnlyList<T> local, IReadOnlyList<T> remote)
        where T : notnull
    {
        var chunks = new List<MergeChunk>();
        List<(ItemRange Before, ItemRange After)> ours = SlidDiff.Compute(ancestor, local);
        List<(ItemRange Before, ItemRange After)> theirs = SlidDiff.Compute(ancestor, remote);
        int our = 0;
        int their = 0;
        (int old, int left, int right) = (0, 0, 0);
        while (our < ours.Count || their < theirs.Count)
        {
            // A cluster: changes of both sides that overlap or touch each other.
            int start = Math.Min(our < ours.Count ? ours[our].Before.Start : int.MaxValue, their < theirs.Count ? theirs[their].Before.Start : int.MaxValue);
            int end = start;
            (int ourFirst, int theirFirst) = (our, their);
            bool isGrowing = true;
            while (isGrowing)
            {
                isGrowing = false;
                while (our < ours.Count && ours[our].Before.Start <= end)
                {
                    end = Math.Max(end, ours[our++].Before.End);
                    isGrowing = true;
                }

                while (their < theirs.Count && theirs[their].Before.Start <= end)
                {
                    end = Math.Max(end, theirs[their++].Before.End);
                    isGrowing = true;
                }
            }

            int kept = start - old;
            Add(chunks, MergeChunkKind.Unchanged, new ItemRange(old, kept), new ItemRange(left, kept), new ItemRange(right, kept));
            (left, right) = (left + kept, right + kept);
            ItemRange before = ItemRange.Between(start, end);
            var mine = new ItemRange(left, before.Length + Growth(ours, ourFirst, our));
            var yours = new ItemRange(right, before.Length + Growth(theirs, theirFirst, their));
            MergeChunkKind kind = theirFirst == their ? MergeChunkKind.Local
                : ourFirst == our ? MergeChunkKind.Remote
                : IsSame(local, mine, remote, yours) ? MergeChunkKind.Same
                : MergeChunkKind.Conflict;
            Add(chunks, kind, before, mine, yours);
            (old, left, right) = (before.End, mine.End, yours.End);
        }

        int rest = ancestor.Count - old;
        Add(chunks, MergeChunkKind.Unchanged, new ItemRange(old, rest), new ItemRange(left, rest), new ItemRange(right, rest));
        return chunks;
    }

    /// <summary>What both sides of a contradiction have in common apart from where they differ: chunks without a base.</summary>
    public static List<MergeChunk> Refine<T>(IReadOnlyList<T> local, ItemRange mine, IReadOnlyList<T> remote, ItemRange yours)
        where T : notnull
    {
        var chunks = new List<MergeChunk>();
        T[] left = [.. local.Skip(mine.Start).Take(mine.Length)];
        T[] right = [.. remote.Skip(yours.Start).Take(yours.Length)];
        var nothing = new ItemRange(0, 0);
        (int from, int to) = (0, 0);
        foreach ((ItemRange before, ItemRange after) in SlidDiff.Compute(left, right))
        {
            int common = before.Start - from;
            Add(chunks, MergeChunkKind.Same, nothing, new ItemRange(mine.Start + from, common), new ItemRange(yours.Start + to, common));
            Add(chunks, MergeChunkKind.Conflict, nothing, before with { Start = mine.Start + before.Start }, after with { Start = yours.Start + after.Start });
            (from, to) = (before.End, after.End);
        }

        int rest = left.Length - from;
        Add(chunks, MergeChunkKind.Same, nothing, new ItemRange(mine.Start + from, rest), new ItemRange(yours.Start + to, rest));
        return chunks;
    }

    private static int Growth(List<(ItemRange Before, ItemRange After)> changes, int first, int end)
    {
        int growth = 0;
        for (int at = first; at < end; at++)
        {
            growth += changes[at].After.Length - changes[at].Before.Length;
        }

        return growth;
    }

    private static bool IsSame<T>(IReadOnlyList<T> local, ItemRange mine, IReadOnlyList<T> remote, ItemRange yours)
        where T : notnull
    {
        bool isSame = mine.Length == yours.Length;
        for (int at = 0; isSame && at < mine.Length; at++)
        {
            isSame = EqualityComparer<T>.Default.Equals(local[mine.Start + at], remote[yours.Start + at]);
        }

        return isSame;
    }

    private static void Add(List<MergeChunk> chunks, MergeChunkKind kind, ItemRange before, ItemRange mine, ItemRange yours)
    {
        if (before.Length + mine.Length + yours.Length > 0)
        {
            chunks.Add(new MergeChunk(kind, before, mine, yours));
        }
    }
}

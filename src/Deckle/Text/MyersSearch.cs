namespace Deckle.Text;

/// <summary>The divide and conquer of <see cref="SequenceDiff"/> over numbered items.</summary>
internal sealed class MyersSearch(int[] old, int[] young, Action<int> remove, Action<int> add)
{
    // git gives up on the shortest answer at 256; the longer the sequences, the sooner it is done here, as the time is their product.
    private readonly int mostCost = Math.Clamp(10_000_000 / (old.Length + young.Length + 1), 32, 256);

    // The furthest place in the old sequence by diagonal (old place - new place), forwards and backwards.
    private readonly int[] forward = new int[old.Length + young.Length + 3];
    private readonly int[] backward = new int[old.Length + young.Length + 3];
    private readonly int origin = young.Length + 1;

    public void Run() => Compare(0, old.Length, 0, young.Length);

    private void Compare(int oldStart, int oldEnd, int start, int end)
    {
        while (true)
        {
            while (oldStart < oldEnd && start < end && old[oldStart] == young[start])
            {
                oldStart++;
                start++;
            }

            while (oldStart < oldEnd && start < end && old[oldEnd - 1] == young[end - 1])
            {
                oldEnd--;
                end--;
            }

            if (oldStart == oldEnd || start == end)
            {
                Mark(oldStart, oldEnd, remove);
                Mark(start, end, add);
                return;
            }

            // The smaller part by recursion, the larger by the loop: the depth stays logarithmic.
            (int oldMiddle, int middle) = Middle(oldStart, oldEnd, start, end);
            if (oldMiddle - oldStart + middle - start < oldEnd - oldMiddle + end - middle)
            {
                Compare(oldStart, oldMiddle, start, middle);
                (oldStart, start) = (oldMiddle, middle);
            }
            else
            {
                Compare(oldMiddle, oldEnd, middle, end);
                (oldEnd, end) = (oldMiddle, middle);
            }
        }
    }

    private static void Mark(int from, int to, Action<int> mark)
    {
        for (int at = from; at < to; at++)
        {
            mark(at);
        }
    }

    /// <summary>A point on a shortest way, where the searches from both ends meet; or the best found when they are cut off.</summary>
    private (int Old, int New) Middle(int oldStart, int oldEnd, int start, int end)
    {
        int least = oldStart - end;
        int most = oldEnd - start;
        int fromStart = oldStart - start;
        int fromEnd = oldEnd - end;
        bool isOdd = ((fromStart - fromEnd) & 1) != 0;
        (int low, int high) ahead = (fromStart, fromStart);
        (int low, int high) back = (fromEnd, fromEnd);
        forward[origin + fromStart] = oldStart;
        backward[origin + fromEnd] = oldEnd;
        for (int cost = 1; ; cost++)
        {
            ahead = Widen(ahead, least, most, forward, -1);
            for (int diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2)
            {
                int at = origin + diagonal;
                int x = forward[at - 1] >= forward[at + 1] ? forward[at - 1] + 1 : forward[at + 1];
                int y = x - diagonal;
                while (x < oldEnd && y < end && old[x] == young[y])
                {
                    x++;
                    y++;
                }

                forward[at] = x;
                if (isOdd && diagonal >= back.low && diagonal <= back.high && backward[at] <= x)
                {
                    return (x, y);
                }
            }

            back = Widen(back, least, most, backward, int.MaxValue);
            for (int diagonal = back.high; diagonal >= back.low; diagonal -= 2)
            {
                int at = origin + diagonal;
                int x = backward[at - 1] < backward[at + 1] ? backward[at - 1] : backward[at + 1] - 1;
                int y = x - diagonal;
                while (x > oldStart && y > start && old[x - 1] == young[y - 1])
                {
                    x--;
                    y--;
                }

                backward[at] = x;
                if (!isOdd && diagonal >= ahead.low && diagonal <= ahead.high && x <= forward[at])
                {
                    return (x, y);
                }
            }

            if (cost >= mostCost)
            {
                return Furthest(ahead, back, oldStart, oldEnd, start, end);
            }
        }
    }

    // One diagonal more on each side, or one less where the edge has been reached: the parity changes with every step.
    private (int Low, int High) Widen((int Low, int High) band, int least, int most, int[] reached, int unreached)
    {
        int low = band.Low > least ? band.Low - 1 : band.Low + 1;
        int high = band.High < most ? band.High + 1 : band.High - 1;
        if (low < band.Low)
        {
            reached[origin + low - 1] = unreached;
        }

        if (high > band.High)
        {
            reached[origin + high + 1] = unreached;
        }

        return (low, high);
    }

    private (int Old, int New) Furthest((int Low, int High) ahead, (int Low, int High) back, int oldStart, int oldEnd, int start, int end)
    {
        (int Old, int New) best = (oldStart, start);
        for (int diagonal = ahead.High; diagonal >= ahead.Low; diagonal -= 2)
        {
            int x = Math.Min(Math.Min(forward[origin + diagonal], oldEnd), end + diagonal);
            best = x + x - diagonal > best.Old + best.New ? (x, x - diagonal) : best;
        }

        (int Old, int New) bestBack = (oldEnd, end);
        for (int diagonal = back.High; diagonal >= back.Low; diagonal -= 2)
        {
            int x = Math.Max(Math.Max(backward[origin + diagonal], oldStart), start + diagonal);
            bestBack = x + x - diagonal < bestBack.Old + bestBack.New ? (x, x - diagonal) : bestBack;
        }

        return oldEnd + end - bestBack.Old - bestBack.New < best.Old + best.New - oldStart - start ? best : bestBack;
    }
}

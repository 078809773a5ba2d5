namespace Deckle.Tool;

/// <summary>Guesses which known name a mistyped one stands for.</summary>
internal static class Spelling
{
    /// <summary>The nearest name, or none when all are further away than a third of the longer one's letters.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        (string Name, int Distance)? best = null;
        foreach (string name in known)
        {
            int distance = Distance(typed, name);
            if (distance <= Math.Max(typed.Length, name.Length) / 3 && distance < (best?.Distance ?? int.MaxValue))
            {
                best = (name, distance);
            }
        }

        return best?.Name;
    }

    // Levenshtein's distance with two neighbours swapped counted once (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            cost[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}

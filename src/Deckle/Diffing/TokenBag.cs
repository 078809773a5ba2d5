namespace Deckle.Diffing;

/// <summary>
/// The words of a text without their order, by hash. Marks count only where there are no words: brackets and commas make any two lines of
/// code alike.
/// </summary>
internal sealed class TokenBag
{
    // Ascending, each as often as it occurs.
    private readonly int[] tokens;

    private TokenBag(int[] tokens) => this.tokens = tokens;

    public int Count => tokens.Length;

    /// <summary>The distinct tokens, ascending.</summary>
    public IEnumerable<int> Distinct
    {
        get
        {
            for (int i = 0; i < tokens.Length; i++)
            {
                if (i == 0 || tokens[i] != tokens[i - 1])
                {
                    yield return tokens[i];
                }
            }
        }
    }

    public static TokenBag Of(ReadOnlySpan<byte> utf8)
    {
        int[] tokens = [.. Tokens.Of(utf8)];
        Array.Sort(tokens);
        return new TokenBag(tokens);
    }

    /// <summary>The coefficient of Dice: twice what both have by what each has, 0 to 1. Two empty bags are equal.</summary>
    public double Similarity(TokenBag other)
    {
        int all = tokens.Length + other.tokens.Length;
        return all == 0 ? 1 : 2.0 * Shared(other) / all;
    }

    /// <summary>The most that <see cref="Similarity"/> can be, by the sizes alone.</summary>
    public double Bound(TokenBag other)
    {
        int all = tokens.Length + other.tokens.Length;
        return all == 0 ? 1 : 2.0 * Math.Min(tokens.Length, other.tokens.Length) / all;
    }

    private int Shared(TokenBag other)
    {
        int shared = 0;
        int[] others = other.tokens;
        for (int i = 0, j = 0; i < tokens.Length && j < others.Length;)
        {
            int order = tokens[i].CompareTo(others[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return shared;
    }
}

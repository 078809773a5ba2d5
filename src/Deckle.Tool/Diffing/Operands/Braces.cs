namespace Deckle.Tool.Diffing.Operands;

/// <summary>What stands in braces in a revision, such as <c>HEAD^{/fix: a..b}</c>, is text.</summary>
internal static class Braces
{
    /// <summary>Where a part first stands outside of braces; -1 where it does not.</summary>
    public static int IndexOutside(string revision, string part)
    {
        int depth = 0;
        for (int i = 0; i < revision.Length; i++)
        {
            depth += revision[i] == '{' ? 1 : revision[i] == '}' ? -1 : 0;
            if (depth == 0 && revision.AsSpan(i).StartsWith(part, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}

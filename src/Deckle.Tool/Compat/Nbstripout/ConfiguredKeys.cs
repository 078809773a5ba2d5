using Deckle.Tool.Git;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>The keys that git's configuration names for nbstripout.</summary>
/// <param name="Extra"><c>filter.nbstripout.extrakeys</c>: keys that go besides the usual ones.</param>
/// <param name="Keep"><c>filter.nbstripout.keepmetadatakeys</c>: keys that stay.</param>
internal sealed record ConfiguredKeys(IReadOnlyList<string> Extra, IReadOnlyList<string> Keep)
{
    /// <summary>Asks git; there are none where git is missing or cannot read its configuration.</summary>
    /// <param name="scope">The one level to ask; null for all, of which the innermost counts.</param>
    public static ConfiguredKeys Read(GitScope? scope)
    {
        string[] extra = [];
        string[] keep = [];
        try
        {
            // One call for both keys, since a call takes longer than the stripping.
            IEnumerable<string> level = scope is null ? [] : [scope.Option];
            foreach (string entry in GitProgram.Run(null, ["config", .. level, "-z", "--get-regexp", @"^filter\.nbstripout\.(extrakeys|keepmetadatakeys)$"]).Entries)
            {
                int end = entry.IndexOf('\n', StringComparison.Ordinal);
                string[] keys = end < 0 ? [] : entry[(end + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (entry.StartsWith("filter.nbstripout.extrakeys", StringComparison.Ordinal))
                {
                    extra = keys;
                }
                else
                {
                    keep = keys;
                }
            }
        }
        catch (DeckleException)
        {
            // Stripping does not need git.
        }

        return new ConfiguredKeys(extra, keep);
    }
}

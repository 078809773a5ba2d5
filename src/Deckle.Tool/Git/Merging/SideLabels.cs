namespace Deckle.Tool.Git.Merging;

/// <summary>What the sides of a merge are called behind markers.</summary>
internal sealed record SideLabels(string Base, string Ours, string Theirs)
{
    private const string Heads = "GITHEAD_";

    /// <param name="words">What git puts for <c>%S %X %Y</c>: the ancestor, ours, theirs. Before git 2.44 it passes them on as they are.</param>
    public static SideLabels From(IReadOnlyList<string> words) =>
        new(Known(words, 0) ?? "base", Known(words, 1) ?? "ours", Known(words, 2) ?? MergedHead() ?? "theirs");

    private static string? Known(IReadOnlyList<string> words, int index) =>
        index < words.Count && words[index] is { Length: > 0 } word && word[0] != '%' ? OneLine(word) : null;

    // `git merge` names what it merges in its environment, for the drivers of all versions; where several are merged, not which one it is.
    private static string? MergedHead()
    {
        string[] heads =
        [
            .. Environment.GetEnvironmentVariables().Keys.Cast<string>()
                .Where(name => name.StartsWith(Heads, StringComparison.Ordinal))
                .Select(Environment.GetEnvironmentVariable)
                .OfType<string>()
                .Where(name => name.Length > 0)
                .Distinct(),
        ];
        return heads is [var only] ? OneLine(only) : null;
    }

    private static string OneLine(string label) => label.ReplaceLineEndings(" ").Trim();
}

namespace Deckle.Tool.Git.Filtering;

/// <summary>
/// The keys that git's configuration adds to what is stripped, or takes away from it: <c>filter.deckle.extrakeys</c> and
/// <c>keepmetadatakeys</c>, and what nbstripout calls the same, so that a repository set up for it needs no second list.
/// </summary>
/// <param name="Extra">Also stripped, such as <c>metadata.kernelspec</c> or <c>cell.metadata.pycharm</c>.</param>
/// <param name="Kept">Not stripped.</param>
internal sealed record FilterKeys(IReadOnlyList<string> Extra, IReadOnlyList<string> Kept)
{
    private const string ExtraName = "extrakeys";
    private const string KeptName = "keepmetadatakeys";

    /// <param name="folder">Where git is asked; null for the current folder.</param>
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-failed</c>.</exception>
    public static FilterKeys Read(string? folder = null)
    {
        GitResult result = GitProgram.Run(folder, ["config", "--null", "--get-regexp", $@"^filter\.(deckle|nbstripout)\.({ExtraName}|{KeptName})$"]);
        // 1 says that there are none.
        return result.IsGood || result.ExitCode == 1 ? Parse(result.Entries) : throw GitErrors.Failed("read filter.deckle.extrakeys", result);
    }

    private static FilterKeys Parse(IReadOnlyList<string> entries)
    {
        // "filter.deckle.extrakeys\nkey key"
        (string Name, string[] Keys)[] lists =
            [.. entries.Select(entry => entry.Split('\n', 2)).Select(entry => (entry[0], entry.Length < 2 ? [] : entry[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
        return new FilterKeys(Named(lists, ExtraName), Named(lists, KeptName));
    }

    private static string[] Named((string Name, string[] Keys)[] lists, string name) =>
        [.. lists.Where(list => list.Name.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase)).SelectMany(list => list.Keys).Distinct()];
}

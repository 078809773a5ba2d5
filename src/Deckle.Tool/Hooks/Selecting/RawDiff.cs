using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Selecting;

/// <summary>What <c>git diff --raw -z</c> lists: the files after the change, with the objects they are.</summary>
internal static class RawDiff
{
    /// <summary>A rename is no new file, and what was deleted is not there to be checked.</summary>
    public static IReadOnlyList<string> Options { get; } = ["--raw", "-z", "--no-abbrev", "--no-ext-diff", "--find-renames", "--diff-filter=ACMRTUXB"];

    // :100644 100755 OLD NEW R090␀old name␀new name␀, and without the second name where nothing was renamed or copied.
    public static IEnumerable<(CheckedFile File, bool IsAdded)> Read(GitResult result)
    {
        IReadOnlyList<string> entries = result.Entries;
        for (int i = 0; i + 1 < entries.Count;)
        {
            string[] parts = entries[i].Split(' ');
            char status = parts[4][0];
            i += status is 'R' or 'C' ? 2 : 1;
            yield return (new CheckedFile(entries[i], parts[1], parts[3]), status == 'A');
            i++;
        }
    }
}

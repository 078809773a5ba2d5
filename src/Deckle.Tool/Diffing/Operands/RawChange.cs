using System.Globalization;
using Deckle.Tool.Git;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>One file of what <c>git diff --raw -z</c> lists.</summary>
/// <param name="Before">Its path before, from the top of the work tree.</param>
/// <param name="OldMode">Of the side before; <see cref="NoMode"/> where it has no such file.</param>
/// <param name="OldObject">The blob before; <see cref="IsNull"/> where only the work tree has the content.</param>
internal sealed record RawChange(string Before, string OldMode, string OldObject, string After, string NewMode, string NewObject, FileChange Change)
{
    public const string NoMode = "000000";

    public static bool IsNull(string name) => name.AsSpan().TrimStart('0').IsEmpty;

    // :100644 100755 OLD NEW R090␀old name␀new name␀, and without the second name where nothing was renamed or copied.
    public static IEnumerable<RawChange> Read(GitResult result)
    {
        IReadOnlyList<string> entries = result.Entries;
        for (int i = 0; i + 1 < entries.Count; i += 2)
        {
            string[] parts = entries[i].TrimStart(':').Split(' ');
            FileChange change = ReadStatus(parts[4]);
            string before = entries[i + 1];
            i += change.Kind is FileChangeKind.Renamed or FileChangeKind.Copied ? 1 : 0;
            yield return new RawChange(before, parts[0], parts[2], entries[i + 1], parts[1], parts[3], change);
        }
    }

    private static FileChange ReadStatus(string status) => status[0] switch
    {
        'A' => new FileChange(FileChangeKind.Added),
        'D' => new FileChange(FileChangeKind.Deleted),
        'R' => new FileChange(FileChangeKind.Renamed, Percent(status)),
        'C' => new FileChange(FileChangeKind.Copied, Percent(status)),
        'T' => new FileChange(FileChangeKind.TypeChanged),
        'U' => new FileChange(FileChangeKind.Unmerged),
        _ => FileChange.None,
    };

    private static int? Percent(string status) => int.TryParse(status.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int percent) ? percent : null;
}

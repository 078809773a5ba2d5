using System.Globalization;

namespace Deckle.Tool.Diffing;

/// <summary>What happened to a file as a whole.</summary>
/// <param name="Similarity">How much of a renamed or copied file stayed, in percent; null for others.</param>
internal sealed record FileChange(FileChangeKind Kind, int? Similarity = null)
{
    public static FileChange None { get; } = new(FileChangeKind.Modified);

    /// <summary>git's letter, as <c>--name-status</c> prints it: <c>M</c>, <c>R086</c>.</summary>
    public string Status => Kind switch
    {
        FileChangeKind.Added => "A",
        FileChangeKind.Deleted => "D",
        FileChangeKind.Renamed => "R" + Percent,
        FileChangeKind.Copied => "C" + Percent,
        FileChangeKind.TypeChanged => "T",
        FileChangeKind.Unmerged => "U",
        _ => "M",
    };

    private string Percent => Similarity?.ToString("000", CultureInfo.InvariantCulture) ?? "";
}

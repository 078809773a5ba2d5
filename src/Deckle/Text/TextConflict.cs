namespace Deckle.Text;

/// <summary>A conflict that a merge of text left in a file, by the lines of its markers, from 1.</summary>
/// <param name="Start">The line of <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt;</c>.</param>
/// <param name="Ancestor">The line of <c>|||||||</c>; null where what was there before is not shown.</param>
/// <param name="Middle">The line of <c>=======</c>.</param>
/// <param name="End">The line of <c>&gt;&gt;&gt;&gt;&gt;&gt;&gt;</c>.</param>
public sealed record TextConflict(int Start, int? Ancestor, int Middle, int End)
{
    /// <summary>What stands behind the marker, such as <c>HEAD</c>; empty for nothing.</summary>
    public string LocalLabel { get; init; } = "";

    public string BaseLabel { get; init; } = "";

    public string RemoteLabel { get; init; } = "";
}

using System.Text;

namespace Deckle.Merging;

/// <summary>
/// Merges the source of a cell that one side cut in pieces and the other changed. Each change is shown in the piece it belongs to, where
/// nothing but the changed lines is there twice.
/// </summary>
/// <param name="markers">The lines around what both sides have.</param>
/// <param name="strategy">What becomes of contradictions.</param>
internal sealed class SplitMerge(ConflictMarkers markers, MergeStrategy strategy)
{
    /// <param name="ancestor">The source of the cell before it was cut.</param>
    /// <param name="pieces">The sources of its pieces in order.</param>
    /// <param name="other">Its source on the side that left it whole.</param>
    /// <param name="isLocal">Whether the local side cut it.</param>
    /// <returns>The source of each piece.</returns>
    public IReadOnlyList<MergedText> Merge(string ancestor, IReadOnlyList<string> pieces, string other, bool isLocal)
    {
        string[] old = TextMerge.Lines(ancestor, "\n");
        string[] cut = [.. pieces.SelectMany(piece => TextMerge.Lines(piece, "\n"))];
        string[] whole = TextMerge.Lines(other, "\n");
        int[] owners = [.. pieces.SelectMany((piece, at) => Enumerable.Repeat(at, TextMerge.Lines(piece, "\n").Length))];
        StringBuilder[] texts = [.. pieces.Select(_ => new StringBuilder())];
        bool[] shows = new bool[pieces.Count];
        foreach (MergeChunk chunk in SequenceMerge.Compute(old, cut, whole))
        {
            int owner = chunk.Local.Start < owners.Length ? owners[chunk.Local.Start] : pieces.Count - 1;
            string[] mine = [.. cut.Skip(chunk.Local.Start).Take(chunk.Local.Length).Where((_, at) => owners[chunk.Local.Start + at] == owner)];
            string[] yours = [.. whole.Skip(chunk.Remote.Start).Take(chunk.Remote.Length)];
            switch (chunk.Kind)
            {
                case MergeChunkKind.Remote when strategy != MergeStrategy.Inline:
                    texts[owner].AppendJoin("", yours);
                    break;
                case MergeChunkKind.Remote or MergeChunkKind.Conflict:
                    MergedText merged = Both(string.Concat(old.Skip(chunk.Base.Start).Take(chunk.Base.Length)), string.Concat(mine), string.Concat(yours), isLocal);
                    texts[owner].Append(merged.Text);
                    shows[owner] |= merged.HasConflict;
                    Append(texts, cut, owners, chunk.Local with { Start = chunk.Local.Start + mine.Length, Length = chunk.Local.Length - mine.Length });
                    break;
                default:
                    Append(texts, cut, owners, chunk.Local);
                    break;
            }
        }

        return [.. texts.Select((text, at) => new MergedText(pieces[at].EndsWith('\n') ? text.ToString() : WithoutEnd(text.ToString()), shows[at]))];
    }

    private MergedText Both(string old, string mine, string yours, bool isLocal)
    {
        (string local, string remote) = isLocal ? (mine, yours) : (yours, mine);
        return strategy switch
        {
            MergeStrategy.UseBase => new MergedText(old, false),
            MergeStrategy.UseLocal => new MergedText(local, false),
            MergeStrategy.UseRemote => new MergedText(remote, false),
            MergeStrategy.Union => new MergedText(local + remote, false),
            _ => new MergedText(markers.Around(old, local, remote) + "\n", true),
        };
    }

    private static void Append(StringBuilder[] texts, string[] lines, int[] owners, ItemRange range)
    {
        for (int at = range.Start; at < range.End; at++)
        {
            texts[owners[at]].Append(lines[at]);
        }
    }

    private static string WithoutEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;
}

using System.Text;

namespace Deckle.Merging;

/// <summary>Merges the changes of two sides to a text line by line, as <c>git merge-file</c> does.</summary>
/// <remarks>
/// Lines end with <c>\n</c>, as git's do. Whether the last one does is not part of the line: a cell's source has no final line end, so
/// that with git every line added at the end changes the line before it too.
/// </remarks>
public static class TextMerge
{
    // git: conflicts are shown as one where so few lines without a letter or digit part them.
    private const int MostBetween = 3;

    /// <param name="ancestor">The text before both changes; empty where there was none.</param>
    /// <param name="strategy">What becomes of contradictions; <see cref="MergeStrategy.Inline"/> shows them between markers.</param>
    /// <returns>The merged text and whether it shows a contradiction.</returns>
    public static MergedText Merge(string ancestor, string local, string remote, ConflictMarkers markers, MergeStrategy strategy = MergeStrategy.Inline)
    {
        if (local == remote || ancestor == remote)
        {
            return new MergedText(local, false);
        }

        if (ancestor == local)
        {
            return new MergedText(remote, false);
        }

        string end = HasCarriageReturns(local) || HasCarriageReturns(remote) ? "\r\n" : "\n";
        string[] old = Lines(ancestor, end);
        string[] mine = Lines(local, end);
        string[] yours = Lines(remote, end);
        var text = new StringBuilder();
        bool hasConflict = false;
        bool endsWithMarker = false;
        foreach (MergeChunk chunk in Chunks(old, mine, yours, keepsBase: markers.Ancestor is not null || strategy == MergeStrategy.UseBase))
        {
            endsWithMarker = false;
            switch (chunk.Kind == MergeChunkKind.Conflict ? strategy : MergeStrategy.UseLocal)
            {
                case MergeStrategy.UseLocal:
                    Append(text, chunk.Kind == MergeChunkKind.Remote ? yours : mine, chunk.Kind == MergeChunkKind.Remote ? chunk.Remote : chunk.Local);
                    break;
                case MergeStrategy.UseRemote:
                    Append(text, yours, chunk.Remote);
                    break;
                case MergeStrategy.UseBase:
                    Append(text, old, chunk.Base);
                    break;
                case MergeStrategy.Union:
                    Append(text, mine, chunk.Local);
                    Append(text, yours, chunk.Remote);
                    break;
                default:
                    hasConflict = true;
                    endsWithMarker = true;
                    Show(text, old, mine, yours, chunk, markers, end);
                    break;
            }
        }

        string merged = text.ToString();
        bool isEnded = IsEnded(ancestor) == IsEnded(local) ? IsEnded(remote) : IsEnded(local);
        if (!isEnded || endsWithMarker)
        {
            merged = merged.EndsWith("\r\n", StringComparison.Ordinal) ? merged[..^2] : merged.EndsWith('\n') ? merged[..^1] : merged;
        }

        return new MergedText(merged, hasConflict);
    }

    private static List<MergeChunk> Chunks(string[] old, string[] mine, string[] yours, bool keepsBase)
    {
        List<MergeChunk> chunks = SequenceMerge.Compute(old, mine, yours);
        return keepsBase ? chunks : [.. chunks.SelectMany(chunk => chunk is { Kind: MergeChunkKind.Conflict, Local.Length: > 0, Remote.Length: > 0 }
            ? Joined(SequenceMerge.Refine(mine, chunk.Local, yours, chunk.Remote), mine)
            : [chunk])];
    }

    private static List<MergeChunk> Joined(List<MergeChunk> chunks, string[] mine)
    {
        var joined = new List<MergeChunk>();
        foreach (MergeChunk chunk in chunks)
        {
            bool isBridge = joined.Count > 1 && chunk.Kind == MergeChunkKind.Conflict && joined[^1].Local.Length <= MostBetween
                && joined[^2].Kind == MergeChunkKind.Conflict && !HasWords(mine, joined[^1].Local);
            if (isBridge)
            {
                MergeChunk first = joined[^2];
                joined.RemoveRange(joined.Count - 2, 2);
                joined.Add(first with
                {
                    Local = ItemRange.Between(first.Local.Start, chunk.Local.End),
                    Remote = ItemRange.Between(first.Remote.Start, chunk.Remote.End),
                });
            }
            else
            {
                joined.Add(chunk);
            }
        }

        return joined;
    }

    private static bool HasWords(string[] lines, ItemRange range) =>
        lines.Skip(range.Start).Take(range.Length).Any(line => line.Any(char.IsLetterOrDigit));

    private static void Show(StringBuilder text, string[] old, string[] mine, string[] yours, MergeChunk chunk, ConflictMarkers markers, string end)
    {
        text.Append(markers.Local).Append(end);
        Append(text, mine, chunk.Local);
        if (markers.Ancestor is { } ancestor)
        {
            text.Append(ancestor).Append(end);
            Append(text, old, chunk.Base);
        }

        text.Append(markers.Middle).Append(end);
        Append(text, yours, chunk.Remote);
        text.Append(markers.Remote).Append(end);
    }

    private static void Append(StringBuilder text, string[] lines, ItemRange range)
    {
        foreach (string line in lines.AsSpan(range.Start, range.Length))
        {
            text.Append(line);
        }
    }

    /// <summary>The lines of a text; the last one with a line end if it has none.</summary>
    internal static string[] Lines(string text, string end)
    {
        var lines = new List<string>();
        int start = 0;
        for (int stop = text.IndexOf('\n', StringComparison.Ordinal); stop >= 0; stop = text.IndexOf('\n', start))
        {
            lines.Add(text[start..(stop + 1)]);
            start = stop + 1;
        }

        if (start < text.Length)
        {
            lines.Add(text[start..] + end);
        }

        return [.. lines];
    }

    private static bool IsEnded(string text) => text.EndsWith('\n');

    private static bool HasCarriageReturns(string text) => text.Contains("\r\n", StringComparison.Ordinal);
}

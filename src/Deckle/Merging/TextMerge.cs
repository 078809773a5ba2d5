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

        string end = LineEnd(local, remote);
        bool keepsBase = markers.Ancestor is not null || strategy == MergeStrategy.UseBase;
        var text = new StringBuilder();
        bool hasConflict = false;
        bool endsWithMarker = false;
        foreach (TextChunk chunk in Cut(ancestor, local, remote).SelectMany(chunk => keepsBase ? [chunk] : Refine(chunk)))
        {
            endsWithMarker = false;
            switch (chunk.Kind == MergeChunkKind.Conflict ? strategy : MergeStrategy.UseLocal)
            {
                case MergeStrategy.UseLocal:
                    text.Append(chunk.Kind == MergeChunkKind.Remote ? chunk.Remote : chunk.Local);
                    break;
                case MergeStrategy.UseRemote:
                    text.Append(chunk.Remote);
                    break;
                case MergeStrategy.UseBase:
                    text.Append(chunk.Base);
                    break;
                case MergeStrategy.Union:
                    text.Append(chunk.Local).Append(chunk.Remote);
                    break;
                default:
                    hasConflict = true;
                    endsWithMarker = true;
                    Show(text, chunk, markers, end);
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

    /// <summary>Cuts three versions of a text where <see cref="Merge"/> does: their chunks in order, each with its base.</summary>
    /// <param name="ancestor">The text before both changes; null where there was none: what both sides have is unchanged then.</param>
    /// <returns>Chunks that cover all three texts; the last line has an end even where the text has none.</returns>
    public static IReadOnlyList<TextChunk> Cut(string? ancestor, string local, string remote)
    {
        string end = LineEnd(local, remote);
        string[] old = Lines(ancestor ?? "", end);
        string[] mine = Lines(local, end);
        string[] yours = Lines(remote, end);
        IEnumerable<TextChunk> chunks = SequenceMerge.Compute(old, mine, yours).Select(chunk => Text(chunk, old, mine, yours));
        return ancestor is not null ? [.. chunks]
            : [.. chunks.SelectMany(Refine).Select(chunk => chunk.Kind == MergeChunkKind.Same ? chunk with { Kind = MergeChunkKind.Unchanged, Base = chunk.Local } : chunk)];
    }

    // Without the base, what both sides wrote into a contradiction is none: XDL_MERGE_ZEALOUS.
    private static IEnumerable<TextChunk> Refine(TextChunk chunk)
    {
        if (chunk is not { Kind: MergeChunkKind.Conflict, Local.Length: > 0, Remote.Length: > 0 })
        {
            return [chunk];
        }

        string[] mine = Lines(chunk.Local, "");
        string[] yours = Lines(chunk.Remote, "");
        return Joined(SequenceMerge.Refine(mine, new ItemRange(0, mine.Length), yours, new ItemRange(0, yours.Length)), mine).Select(part => Text(part, [], mine, yours));
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

    private static void Show(StringBuilder text, TextChunk chunk, ConflictMarkers markers, string end)
    {
        text.Append(markers.Local).Append(end).Append(chunk.Local);
        if (markers.Ancestor is { } ancestor)
        {
            text.Append(ancestor).Append(end).Append(chunk.Base);
        }

        text.Append(markers.Middle).Append(end).Append(chunk.Remote).Append(markers.Remote).Append(end);
    }

    private static TextChunk Text(MergeChunk chunk, string[] old, string[] mine, string[] yours) =>
        new(chunk.Kind, Text(old, chunk.Base), Text(mine, chunk.Local), Text(yours, chunk.Remote));

    private static string Text(string[] lines, ItemRange range) => string.Concat(lines.AsSpan(range.Start, range.Length));

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

    private static string LineEnd(string local, string remote) =>
        local.Contains("\r\n", StringComparison.Ordinal) || remote.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
}

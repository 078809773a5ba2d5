using Deckle.Text;

namespace Deckle.Tool.Serving.Merging;

/// <summary>
/// Cuts three versions of a text into pieces that stand for each other: those that no side touched, and between them those that one or both
/// changed (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007).
/// </summary>
internal static class SourceChunks
{
    /// <param name="ancestor">The text before both changes; null where there was none, and what the sides share counts as that.</param>
    public static IReadOnlyList<SourceChunk> Of(string? ancestor, string local, string remote)
    {
        if (ancestor is null)
        {
            return Unrelated(local, remote);
        }

        string[] lines = Lines(ancestor);
        string[] localLines = Lines(local);
        string[] remoteLines = Lines(remote);
        int[] inLocal = Matches(lines, localLines);
        int[] inRemote = Matches(lines, remoteLines);
        var chunks = new List<SourceChunk>();
        var at = (Base: 0, Local: 0, Remote: 0);
        while (at.Base < lines.Length || at.Local < localLines.Length || at.Remote < remoteLines.Length)
        {
            int end = at.Base;
            while (end < lines.Length && inLocal[end] == at.Local + end - at.Base && inRemote[end] == at.Remote + end - at.Base)
            {
                end++;
            }

            int length = end - at.Base;
            if (length == 0)
            {
                while (end < lines.Length && (inLocal[end] < 0 || inRemote[end] < 0))
                {
                    end++;
                }
            }

            var next = length > 0 ? (end, at.Local + length, at.Remote + length)
                : end < lines.Length ? (end, inLocal[end], inRemote[end])
                : (lines.Length, localLines.Length, remoteLines.Length);
            Add(chunks, string.Concat(lines[at.Base..next.Item1]), string.Concat(localLines[at.Local..next.Item2]), string.Concat(remoteLines[at.Remote..next.Item3]));
            at = next;
        }

        return chunks;
    }

    private static List<SourceChunk> Unrelated(string local, string remote)
    {
        string[] localLines = Lines(local);
        string[] remoteLines = Lines(remote);
        var chunks = new List<SourceChunk>();
        string removed = "";
        foreach (EditRun run in SequenceDiff.Compute(localLines, remoteLines))
        {
            string text = string.Concat(run.Kind == EditKind.Add ? remoteLines[run.After..(run.After + run.Length)] : localLines[run.Before..(run.Before + run.Length)]);
            switch (run.Kind)
            {
                case EditKind.Keep:
                    Add(chunks, "", removed, "");
                    removed = "";
                    Add(chunks, text, text, text);
                    break;
                case EditKind.Remove:
                    removed = text;
                    break;
                case EditKind.Add:
                    Add(chunks, "", removed, text);
                    removed = "";
                    break;
            }
        }

        Add(chunks, "", removed, "");
        return chunks;
    }

    private static void Add(List<SourceChunk> chunks, string ancestor, string local, string remote)
    {
        if (ancestor.Length + local.Length + remote.Length > 0)
        {
            SourceChunkKind kind = local == remote ? local == ancestor ? SourceChunkKind.Same : SourceChunkKind.Both
                : local == ancestor ? SourceChunkKind.Remote
                : remote == ancestor ? SourceChunkKind.Local
                : SourceChunkKind.Conflict;
            chunks.Add(new SourceChunk(kind, ancestor, local, remote));
        }
    }

    private static int[] Matches(string[] before, string[] after)
    {
        int[] matches = new int[before.Length];
        Array.Fill(matches, -1);
        foreach (EditRun run in SequenceDiff.Compute(before, after).Where(run => run.Kind == EditKind.Keep))
        {
            for (int i = 0; i < run.Length; i++)
            {
                matches[run.Before + i] = run.After + i;
            }
        }

        return matches;
    }

    // Whether the last line ends is not part of it, as with git's conflicts: a cell's source has no final line end, so that a line added at
    // the end would change the one before it too.
    private static string[] Lines(string text)
    {
        string end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        string[] lines = text.Split('\n');
        return [.. lines[..^1].Select(line => line + "\n"), .. lines[^1].Length > 0 ? (string[])[lines[^1] + end] : []];
    }
}

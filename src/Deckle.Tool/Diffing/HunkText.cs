using System.Globalization;
using Deckle.Text;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Writes changed lines with those around them, as unified diffs do.</summary>
/// <param name="indent">Blanks before each line.</param>
internal sealed class HunkText(TerminalWriter writer, DiffTextOptions options, string indent = "")
{
    // What is shown of a long line before its first change.
    private const int Lead = 80;

    // Of a block of many lines nobody compares the words.
    private const int MostPaired = 200;

    private int left;
    private bool isCut;

    /// <summary>Whether a final line without an end is told apart from one with it, as in files.</summary>
    public bool TellsLineEnds { get; init; }

    /// <param name="most">The most lines that are shown; the rest is counted.</param>
    public void Write(LineDiff lines, int most = int.MaxValue)
    {
        left = most;
        isCut = false;
        IReadOnlyList<EditRun> runs = lines.Runs;
        for (int at = 0; at < runs.Count;)
        {
            if (runs[at].Kind == EditKind.Keep)
            {
                at++;
                continue;
            }

            // A hunk goes on while no more than two contexts of unchanged lines lie between its changes.
            int end = at + 1;
            while (end < runs.Count && (runs[end].Kind != EditKind.Keep || (runs[end].Length <= 2 * options.Context && end + 1 < runs.Count)))
            {
                end++;
            }

            int before = at > 0 ? Math.Min(options.Context, runs[at - 1].Length) : 0;
            int after = end < runs.Count ? Math.Min(options.Context, runs[end].Length) : 0;
            isCut |= left <= 0;
            if (left > 0)
            {
                Hunk(lines, at, end, before, after);
            }

            at = end;
        }

        if (isCut)
        {
            Rest(lines, most);
        }
    }

    private void Hunk(LineDiff lines, int start, int end, int before, int after)
    {
        EditRun first = lines.Runs[start];
        int removed = Count(lines, start, end, EditKind.Remove, EditKind.Keep) + before + after;
        int added = Count(lines, start, end, EditKind.Add, EditKind.Keep) + before + after;
        string place = $"@@ -{Range(first.Before - before, removed)} +{Range(first.After - before, added)} @@";
        writer.Text(indent).Line(place, TerminalStyle.Place);
        Keep(lines, first.After - before, before);
        for (int at = start; at < end; at++)
        {
            EditRun run = lines.Runs[at];
            if (run.Kind == EditKind.Keep)
            {
                Keep(lines, run.After, run.Length);
                continue;
            }

            string[] gone = run.Kind == EditKind.Remove ? [.. lines.Before.Skip(run.Before).Take(run.Length)] : [];
            string[] come = run.Kind == EditKind.Add ? [.. lines.After.Skip(run.After).Take(run.Length)] : [];
            if (run.Kind == EditKind.Remove && at + 1 < end && lines.Runs[at + 1] is { Kind: EditKind.Add } next)
            {
                come = [.. lines.After.Skip(next.After).Take(next.Length)];
                at++;
            }

            Change(gone, come);
        }

        EditRun last = lines.Runs[end - 1];
        Keep(lines, last.After + (last.Kind == EditKind.Remove ? 0 : last.Length), after);
    }

    private static int Count(LineDiff lines, int start, int end, params ReadOnlySpan<EditKind> kinds)
    {
        int count = 0;
        for (int at = start; at < end; at++)
        {
            count += kinds.Contains(lines.Runs[at].Kind) ? lines.Runs[at].Length : 0;
        }

        return count;
    }

    // Lines are counted from 1; of no lines the one before them is named, and a single one needs no count.
    private static string Range(int start, int count) => count == 1
        ? (start + 1).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private void Keep(LineDiff lines, int start, int count)
    {
        for (int at = start; at < start + count && left > 0; at++, left--)
        {
            string text = lines.After[at].TrimEnd('\n').TrimEnd('\r');
            writer.Text(indent).Text(options.ComparesWords ? "" : " ").Line(Cut(text, 0));
        }
    }

    private void Change(string[] removed, string[] added)
    {
        if (options.ComparesWords)
        {
            Words(string.Concat(removed), string.Concat(added));
            return;
        }

        // Lines that stand for each other show in what they differ.
        IReadOnlyList<(EditKind Kind, string Text)>[] pairs = writer.UsesColor && removed.Length == added.Length && removed.Length <= MostPaired
            ? [.. removed.Zip(added, (gone, come) => WordDiff.Between(gone.TrimEnd('\n'), come.TrimEnd('\n')))]
            : [];
        // Where not all fits, some of what came in place of the rest is worth more than all that is gone.
        int room = left;
        left -= removed.Length > room - added.Length ? Math.Min(added.Length, room / 2) : 0;
        int kept = room - left;
        Lines(removed, '-', TerminalStyle.Removed, pairs, EditKind.Remove);
        left += kept;
        Lines(added, '+', TerminalStyle.Added, pairs, EditKind.Add);
    }

    private void Lines(string[] texts, char sign, TerminalStyle style, IReadOnlyList<(EditKind Kind, string Text)>[] pairs, EditKind kind)
    {
        int common = texts.Length == 1 && pairs.Length == 1 ? CommonStart(pairs[0]) : 0;
        isCut |= texts.Length > left;
        for (int at = 0; at < texts.Length && left > 0; at++, left--)
        {
            writer.Text(indent).Text(sign == '-' ? "-" : "+", style);
            string text = texts[at].TrimEnd('\n');
            bool isMarked = at < pairs.Length && text.Length <= options.MostWidth && WordDiff.IsTelling(pairs[at]);
            if (!isMarked)
            {
                writer.Text(Cut(text, common), style);
            }

            foreach ((EditKind pieceKind, string piece) in isMarked ? pairs[at] : [])
            {
                if (pieceKind == EditKind.Keep || pieceKind == kind)
                {
                    writer.Text(piece, pieceKind == EditKind.Keep ? style : style.Reversed());
                }
            }

            writer.Line();
            if (!texts[at].EndsWith('\n') && (TellsLineEnds || texts.Length == 1))
            {
                LineEnd(texts[at], pairs);
            }
        }
    }

    // In a notebook the last line has no end as a rule; it is told where nothing else changed.
    private void LineEnd(string text, IReadOnlyList<(EditKind Kind, string Text)>[] pairs)
    {
        if (TellsLineEnds || (pairs.Length == 1 && pairs[0].All(piece => piece.Kind == EditKind.Keep) && text.Length > 0))
        {
            writer.Text(indent).Line("\\ No newline at end of file");
        }
    }

    private static int CommonStart(IReadOnlyList<(EditKind Kind, string Text)> pieces) => pieces is [(EditKind.Keep, var kept), ..] ? kept.Length : 0;

    /// <summary>Changed words in the lines they stand in, as git's <c>--color-words</c>; without colours as its <c>--word-diff</c>.</summary>
    private void Words(string removed, string added)
    {
        bool isStart = true;
        foreach ((EditKind kind, string text) in WordDiff.Between(removed, added))
        {
            string[] parts = text.Split('\n');
            for (int at = 0; at < parts.Length; at++)
            {
                // A line end that is gone would break the line that is left.
                if (at > 0 && left > 0 && (kind != EditKind.Remove || parts.Length > 2 || isStart))
                {
                    writer.Line();
                    isStart = true;
                    left--;
                }

                if (parts[at].Length == 0 || left <= 0)
                {
                    continue;
                }

                writer.Text(isStart ? indent : "");
                isStart = false;
                Word(kind, Cut(parts[at], 0));
            }
        }

        if (!isStart)
        {
            writer.Line();
        }
    }

    private void Word(EditKind kind, string text)
    {
        switch (kind)
        {
            case EditKind.Keep:
                writer.Text(text);
                break;
            case EditKind.Remove:
                writer.Text(writer.UsesColor ? text : $"[-{text}-]", TerminalStyle.Removed);
                break;
            default:
                writer.Text(writer.UsesColor ? text : $"{{+{text}+}}", TerminalStyle.Added);
                break;
        }
    }

    private string Cut(string text, int around)
    {
        if (text.Length <= options.MostWidth)
        {
            return text;
        }

        int start = Math.Clamp(around - Lead, 0, text.Length - options.MostWidth);
        string part = text.Substring(start, options.MostWidth);
        string before = start > 0 ? string.Create(CultureInfo.InvariantCulture, $"[{start:N0} characters] …") : "";
        int rest = text.Length - start - part.Length;
        return $"{before}{part}{(rest > 0 ? string.Create(CultureInfo.InvariantCulture, $"… [{rest:N0} characters]") : "")}";
    }

    private void Rest(LineDiff lines, int most)
    {
        int changed = lines.AddedCount + lines.RemovedCount;
        writer.Text(indent).Line(
            string.Create(CultureInfo.InvariantCulture, $"… of {changed:N0} changed lines ({lines.AddedCount:N0} added, {lines.RemovedCount:N0} removed) the first {most:N0} lines of the diff are shown"),
            TerminalStyle.Dim);
    }
}

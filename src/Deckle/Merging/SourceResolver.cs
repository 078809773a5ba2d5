using Deckle.Json;
using Deckle.Text;

namespace Deckle.Merging;

/// <summary>Settles the conflicts in the source of one cell.</summary>
/// <param name="choices">The side for each conflict of the source that is to be settled.</param>
internal sealed class SourceResolver(JsonObject cell, IReadOnlyDictionary<ConflictPlace, ConflictSide> choices)
{
    private readonly JsonString source = Multiline.Join(cell["source"])!;

    /// <summary>What could not be settled.</summary>
    public List<ConflictPlace> Refused { get; } = [];

    /// <summary>The cell; null where the side that removed it was taken.</summary>
    public JsonObject? Resolve()
    {
        Dictionary<int, (ConflictPlace Place, ConflictSide Side)> byLine = choices.ToDictionary(pair => pair.Key.Line!.Value, pair => (pair.Key, pair.Value));
        if (byLine.Values.Any(choice => choice.Place.Part == ConflictPart.Cell && IsRemoved(choice.Place, choice.Side)))
        {
            return null;
        }

        var lines = new LineIndex(source.Utf8.Span);
        using var text = new MemoryStream();
        int next = 1;
        bool endsWithSide = false;
        foreach (TextConflict conflict in Conflicts())
        {
            if (!byLine.TryGetValue(conflict.Start, out (ConflictPlace Place, ConflictSide Side) choice))
            {
                continue;
            }

            if (Side(conflict, choice.Place, choice.Side, lines) is not { } side)
            {
                Refused.Add(choice.Place);
                continue;
            }

            text.Write(Lines(lines, next, conflict.Start));
            text.Write(side);
            next = conflict.End + 1;
            endsWithSide = next > lines.Count;
        }

        text.Write(Lines(lines, next, lines.Count + 1));
        byte[] resolved = text.ToArray();
        return cell.With("source", new JsonString(endsWithSide && !EndsWithNewline() ? WithoutNewline(resolved) : resolved));
    }

    // nbdime's line about a removed cell is a conflict of one line.
    private IEnumerable<TextConflict> Conflicts()
    {
        IReadOnlyList<TextConflict> found = TextConflictSplitter.Find(source.Utf8.Span);
        return choices.Keys.Any(place => place.Form == ConflictForm.RemovedLine) ? found.Prepend(new TextConflict(1, null, 1, 1)) : found;
    }

    private static bool IsRemoved(ConflictPlace place, ConflictSide side) => place.Form == ConflictForm.RemovedLine
        ? (side == ConflictSide.Local && place.Local is null) || (side == ConflictSide.Remote && place.Remote is null)
        : (side == ConflictSide.Local && place.Local is "" or null) || (side == ConflictSide.Remote && place.Remote is "" or null);

    private byte[]? Side(TextConflict conflict, ConflictPlace place, ConflictSide side, LineIndex lines)
    {
        if (place.Form == ConflictForm.RemovedLine)
        {
            return side == ConflictSide.Base ? null : [];
        }

        byte[] local = Lines(lines, conflict.Start + 1, conflict.Ancestor ?? conflict.Middle);
        byte[] remote = Lines(lines, conflict.Middle + 1, conflict.End);
        return side switch
        {
            ConflictSide.Local => local,
            ConflictSide.Remote => remote,
            ConflictSide.Both => [.. local, .. remote],
            _ when conflict.Ancestor is { } ancestor => Lines(lines, ancestor + 1, conflict.Middle),
            _ => RecordedBase(conflict, place),
        };
    }

    /// <summary>What was there before both changes, of a conflict that does not show it; null where the record does not tell.</summary>
    private byte[]? RecordedBase(TextConflict conflict, ConflictPlace place)
    {
        if (place.Record is not { } record)
        {
            return null;
        }

        if (record["base"] is not JsonString before)
        {
            return [];
        }

        // The record holds whole sources: it tells about a part only where that is all there is.
        bool isAll = conflict.Start == 1 && conflict.End == SourceConflicts.LinesOf(source.Text).Length;
        return isAll ? before.Utf8.Span.EndsWith("\n"u8) ? before.Utf8.ToArray() : [.. before.Utf8.Span, (byte)'\n'] : Located(before, record, conflict);
    }

    // The merge is done again with the base shown; the conflict at the same place tells, if the source is still as it was merged.
    private byte[]? Located(JsonString before, JsonObject record, TextConflict conflict)
    {
        if (record["local"] is not JsonString local || record["remote"] is not JsonString remote)
        {
            return null;
        }

        var options = new MergeOptions { LocalLabel = conflict.LocalLabel, RemoteLabel = conflict.RemoteLabel, MarkerSize = TextConflictLine.LeastSize };
        IReadOnlyList<TextConflict> now = TextConflictSplitter.Find(source.Utf8.Span);
        var again = new JsonString(TextMerge.Merge(before.Text, local.Text, remote.Text, new ConflictMarkers(options with { ShowsBase = true })).Text);
        IReadOnlyList<TextConflict> shown = TextConflictSplitter.Find(again.Utf8.Span);
        int at = now.ToList().IndexOf(conflict);
        if (at < 0 || now.Count != shown.Count || shown[at].Ancestor is not { } ancestor)
        {
            return null;
        }

        var lines = new LineIndex(again.Utf8.Span);
        return Lines(again.Utf8.Span, lines, ancestor + 1, shown[at].Middle);
    }

    private byte[] Lines(LineIndex lines, int from, int to) => Lines(source.Utf8.Span, lines, from, to);

    private static byte[] Lines(ReadOnlySpan<byte> text, LineIndex lines, int from, int to) =>
        from >= to ? [] : text[lines.Start(from)..(to > lines.Count ? text.Length : lines.Start(to))].ToArray();

    // The marker at the end of a source has no line end, and the text before it got one.
    private bool EndsWithNewline() => source.Utf8.Span.EndsWith("\n"u8)
        || choices.Any(choice => (choice.Value == ConflictSide.Remote ? choice.Key.Record?["remote"] : choice.Key.Record?["local"]) is JsonString recorded && recorded.Utf8.Span.EndsWith("\n"u8));

    private static byte[] WithoutNewline(byte[] text) =>
        text.AsSpan().EndsWith("\r\n"u8) ? text[..^2] : text.AsSpan().EndsWith("\n"u8) ? text[..^1] : text;
}

using System.Globalization;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Comparing;

/// <summary>Writes differences for people: what differs, where, and the lines around it. Plain text; what colour it gets is the reader's affair.</summary>
public sealed class DifferenceText
{
    private readonly DifferenceTextOptions options;
    private readonly List<DifferenceLine> lines = [];

    private DifferenceText(DifferenceTextOptions options) => this.options = options;

    public static IReadOnlyList<DifferenceLine> Of(OutputDifference difference, DifferenceTextOptions? options = null)
    {
        var text = new DifferenceText(options ?? DifferenceTextOptions.Default);
        text.Write(difference);
        return text.lines;
    }

    private void Write(OutputDifference difference)
    {
        string key = VisibleText.Of(difference.Key, showsSpace: false);
        switch (difference.Kind)
        {
            case OutputDifferenceKind.Missing:
                Title($"{key}: expected, but the run did not give it");
                WriteAll(difference.Key, difference.Expected, DifferenceLineKind.Expected);
                break;
            case OutputDifferenceKind.Unexpected:
                Title($"{key}: not expected, but the run gave it");
                WriteAll(difference.Key, difference.Actual, DifferenceLineKind.Actual);
                break;
            case OutputDifferenceKind.Count:
                (JsonArray expected, JsonArray actual) = ((JsonArray)difference.Expected!, (JsonArray)difference.Actual!);
                Title(string.Create(CultureInfo.InvariantCulture, $"{key}: {expected.Count} expected, {actual.Count} in the run"));
                WriteLines(expected.SelectMany(value => Lines(difference.Key, value)), actual.SelectMany(value => Lines(difference.Key, value)));
                break;
            default:
                WriteValue(key, difference);
                break;
        }
    }

    private void WriteValue(string key, OutputDifference difference)
    {
        string place = difference.Index == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", output {difference.Index + 1}");
        Title($"{key}{place} differs{(difference.Note.Length > 0 ? $": {VisibleText.Of(difference.Note, showsSpace: false)}" : "")}");
        foreach (ValueDetail detail in difference.Details.Take(options.MostDetails))
        {
            Detail(Sentence(detail));
        }

        if (difference.Details.Count > options.MostDetails)
        {
            Detail(string.Create(CultureInfo.InvariantCulture, $"and {difference.Details.Count - options.MostDetails} more"));
        }

        // Cells and paths say it all; the markup around them would only hide it.
        bool isText = difference.Expected is JsonString && difference.Actual is JsonString;
        if (difference.Details.Count == 0 || (isText && difference.Key != "text/html"))
        {
            WriteLines(Lines(difference.Key, difference.Expected!), Lines(difference.Key, difference.Actual!));
        }
    }

    private static string Sentence(ValueDetail detail)
    {
        string place = VisibleText.Of(detail.Place, showsSpace: false);
        string sentence = (detail.Expected, detail.Actual) switch
        {
            (null, { } actual) => $"{place}: not expected, got {Short(actual)}",
            ({ } expected, null) => $"{place}: expected {Short(expected)}, got nothing",
            _ => $"{place}: expected {Short(detail.Expected!)}, got {Short(detail.Actual!)}",
        };
        return detail.RelativeError is { } error
            ? string.Create(CultureInfo.InvariantCulture, $"{sentence} (relative error {error.ToString("0.###e+0", CultureInfo.InvariantCulture)})")
            : sentence;
    }

    private static string Short(string text)
    {
        const int Most = 80;
        string shown = VisibleText.Of(text, showsSpace: false);
        return shown.Length == 0 ? "nothing" : shown.Length <= Most ? shown : shown[..Most] + "…";
    }

    private void WriteAll(string key, JsonValue? values, DifferenceLineKind kind)
    {
        string[] all = [.. ((JsonArray)values!).SelectMany(value => Lines(key, value)).Select(line => VisibleText.Of(line, showsSpace: false))];
        foreach (string line in all.Take(options.MostLines))
        {
            lines.Add(LinePair.Cut(new DifferenceLine(kind, line), 0, options.MostWidth));
        }

        Gap(all.Length - options.MostLines);
    }

    private void WriteLines(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        string[] left = [.. expected];
        string[] right = [.. actual];
        IReadOnlyList<EditRun> runs = SequenceDiff.Compute(left, right);
        int start = lines.Count;
        for (int i = 0; i < runs.Count; i++)
        {
            EditRun run = runs[i];
            if (run.Kind == EditKind.Keep)
            {
                Context(left.AsSpan(run.Before, run.Length), isFirst: i == 0, isLast: i == runs.Count - 1);
                continue;
            }

            bool isReplacement = run.Kind == EditKind.Remove && i + 1 < runs.Count && runs[i + 1].Kind == EditKind.Add;
            ReadOnlySpan<string> removed = run.Kind == EditKind.Remove ? left.AsSpan(run.Before, run.Length) : [];
            ReadOnlySpan<string> added = run.Kind == EditKind.Add ? right.AsSpan(run.After, run.Length)
                : isReplacement ? right.AsSpan(runs[i + 1].After, runs[i + 1].Length)
                : [];
            Change(removed, added);
            i += isReplacement ? 1 : 0;
        }

        int most = start + options.MostLines;
        if (lines.Count > most)
        {
            int rest = lines.Count - most;
            lines.RemoveRange(most, rest);
            Gap(rest);
        }
    }

    private void Change(ReadOnlySpan<string> removed, ReadOnlySpan<string> added)
    {
        bool showsSpace = VisibleText.DifferInSpaceOnly(string.Concat(removed), string.Concat(added));
        DifferenceLine[] left = Shown(removed, DifferenceLineKind.Expected, showsSpace);
        DifferenceLine[] right = Shown(added, DifferenceLineKind.Actual, showsSpace);
        for (int i = 0; i < left.Length && left.Length == right.Length; i++)
        {
            (left[i], right[i]) = LinePair.Of(left[i].Text, right[i].Text, options.MostWidth);
        }

        lines.AddRange(left.Concat(right).Select(line => LinePair.Cut(line, 0, options.MostWidth)));
    }

    private static DifferenceLine[] Shown(ReadOnlySpan<string> texts, DifferenceLineKind kind, bool showsSpace)
    {
        var shown = new DifferenceLine[texts.Length];
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = new DifferenceLine(kind, VisibleText.Of(texts[i], showsSpace));
        }

        return shown;
    }

    private void Context(ReadOnlySpan<string> kept, bool isFirst, bool isLast)
    {
        int head = isFirst ? 0 : Math.Min(options.ContextLines, kept.Length);
        int tail = isLast ? 0 : Math.Min(options.ContextLines, kept.Length - head);

        // One line takes no more room than saying that it is left out.
        if (kept.Length - head - tail == 1)
        {
            head++;
        }

        Keep(kept[..head]);
        Gap(kept.Length - head - tail);
        Keep(kept[(kept.Length - tail)..]);
    }

    private void Keep(ReadOnlySpan<string> kept)
    {
        foreach (string line in kept)
        {
            lines.Add(LinePair.Cut(new DifferenceLine(DifferenceLineKind.Context, VisibleText.Of(line, showsSpace: false)), 0, options.MostWidth));
        }
    }

    private static IEnumerable<string> Lines(string key, JsonValue value)
    {
        string text = value is JsonString content ? content.Text : JsonWriter.ToText(value, new JsonWriterOptions { Indent = 2, SortKeys = true });
        string snipped = Base64Text.Snip(text);
        bool isPayload = OutputComparer.IsImage(key) || !ReferenceEquals(snipped, text);
        return isPayload ? [snipped] : text.Length == 0 ? ["(empty)"] : text.Split('\n') is var parts ? Ended(parts) : [];
    }

    // Lines with their line feeds, so that a missing one at the end is a difference.
    private static IEnumerable<string> Ended(string[] parts) =>
        parts.Select((part, i) => i < parts.Length - 1 ? part + "\n" : part).Where(line => line.Length > 0);

    private void Title(string text) => lines.Add(new DifferenceLine(DifferenceLineKind.Title, text));

    private void Detail(string text) => lines.Add(new DifferenceLine(DifferenceLineKind.Detail, text));

    private void Gap(int count)
    {
        if (count > 0)
        {
            lines.Add(new DifferenceLine(DifferenceLineKind.Gap, string.Create(CultureInfo.InvariantCulture, $"… {count} {(count == 1 ? "line" : "lines")}")));
        }
    }
}

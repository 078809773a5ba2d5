using Deckle.Json;
using Deckle.Text;

namespace Deckle.Merging;

/// <summary>The conflicts in the source of one cell.</summary>
internal static class SourceConflicts
{
    // nbdime's labels; what people show each other about git has names of branches.
    private const string NbdimeLocal = "local";
    private const string NbdimeRemote = "remote";

    public static IEnumerable<ConflictPlace> Find(JsonObject cell)
    {
        if (Multiline.Join(cell["source"]) is not { } source || source.Utf8.Span.IndexOfAny("<>|="u8) < 0)
        {
            yield break;
        }

        string[] lines = LinesOf(source.Text);
        IReadOnlyList<JsonObject> records = [.. RecordedConflicts.Of(cell).Where(record => RecordedConflicts.PartOf(record) is "source" or "cell")];
        IReadOnlyList<TextConflict> all = TextConflictSplitter.Find(source.Utf8.Span);
        Func<int, bool> isShown = Shown(cell, lines);
        if (RemovedBy(lines) is { } side)
        {
            yield return New(ConflictPart.Cell, ConflictForm.RemovedLine) with
            {
                Line = 1,
                Local = side == ConflictSide.Local ? null : Joined(lines, 2, lines.Length),
                Remote = side == ConflictSide.Remote ? null : Joined(lines, 2, lines.Length),
                LocalLabel = NbdimeLocal,
                RemoteLabel = NbdimeRemote,
            };
        }

        foreach (TextConflict conflict in all.Where(conflict => records.Count > 0 || IsNbdime(conflict) || !isShown(conflict.Start)))
        {
            bool isCell = records.Any(record => RecordedConflicts.PartOf(record) == "cell") || IsWholeCell(conflict, lines, records);
            yield return New(isCell ? ConflictPart.Cell : ConflictPart.Source, ConflictForm.Lines) with
            {
                Line = conflict.Start,
                Base = conflict.Ancestor is { } ancestor ? Joined(lines, ancestor + 1, conflict.Middle - 1) : null,
                Local = Joined(lines, conflict.Start + 1, (conflict.Ancestor ?? conflict.Middle) - 1),
                Remote = Joined(lines, conflict.Middle + 1, conflict.End - 1),
                LocalLabel = conflict.LocalLabel,
                RemoteLabel = conflict.RemoteLabel,
                Record = records.Count > 0 ? records[0] : null,
            };
        }

        foreach (int line in TextConflictSplitter.FindStray(source.Utf8.Span))
        {
            if (!(line == 1 && RemovedBy(lines) is not null) && (records.Count > 0 || (IsCode(cell) && !isShown(line) && IsNamed(lines[line - 1]))))
            {
                yield return New(ConflictPart.Source, ConflictForm.Stray) with { Line = line, Local = lines[line - 1] };
            }
        }
    }

    /// <summary>The side that removed a cell by nbdime's first line; null where there is no such line.</summary>
    public static ConflictSide? RemovedBy(string[] lines) => lines.Length == 0 ? null : lines[0] switch
    {
        "<<<<<<< LOCAL CELL DELETED >>>>>>>" => ConflictSide.Local,
        "<<<<<<< REMOTE CELL DELETED >>>>>>>" => ConflictSide.Remote,
        _ => null,
    };

    /// <summary>The lines of a source as its markers count them: without their ends.</summary>
    public static string[] LinesOf(string source) => source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    // A removed cell is one conflict from its first line to its last, with nothing on one side.
    private static bool IsWholeCell(TextConflict conflict, string[] lines, IReadOnlyList<JsonObject> records) =>
        records.Count == 0 && conflict.Start == 1 && conflict.End == lines.Length
        && (conflict.Middle == conflict.End - 1 || (conflict.Ancestor ?? conflict.Middle) == 2);

    private static bool IsCode(JsonObject cell) => cell.GetText("cell_type") == "code";

    private static bool IsNbdime(TextConflict conflict) => conflict.LocalLabel == NbdimeLocal && conflict.RemoteLabel == NbdimeRemote;

    // Of markers alone only those that are nothing else in any language: === underlines, ||||||| draws.
    private static bool IsNamed(string line) => TextConflictLine.Read(line) is { Mark: '<' or '>', Label.Length: > 0 };

    private static ConflictPlace New(ConflictPart part, ConflictForm form) => new() { Number = 0, Part = part, Form = form, Cell = null, Path = part == ConflictPart.Cell ? "" : "/source" };

    private static string Joined(string[] lines, int from, int to) => string.Join('\n', lines.Skip(from - 1).Take(Math.Max(0, to - from + 1)));

    /// <summary>Whether a line is shown to readers rather than meant: inside a fence of Markdown, or text that a magic of IPython writes or runs.</summary>
    private static Func<int, bool> Shown(JsonObject cell, string[] lines)
    {
        if (IsCode(cell))
        {
            bool isMagic = lines[0].StartsWith("%%", StringComparison.Ordinal);
            return _ => isMagic;
        }

        var fenced = new bool[lines.Length + 1];
        string? fence = null;
        for (int number = 1; number <= lines.Length; number++)
        {
            string line = lines[number - 1].TrimStart(' ');
            if (fence is null && (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal)))
            {
                fence = new string(line[0], line.AsSpan().IndexOfAnyExcept(line[0]) is >= 0 and var length ? length : line.Length);
            }
            else if (fence is not null && line.StartsWith(fence, StringComparison.Ordinal) && line.Trim().Trim(fence[0]).Length == 0)
            {
                fence = null;
            }

            fenced[number] = fence is not null;
        }

        return number => fenced[number];
    }
}

using System.Buffers;
using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>
/// Applies diffs to texts. As nbdime does, every entry becomes a change of the whole text at an offset, and these are sorted: so lines
/// that are added stand before the line at their index also where that line's own change comes first.
/// </summary>
internal static class TextPatcher
{
    public static JsonString Patch(JsonString text, Diff diff, PatchPlace place)
    {
        ReadOnlyMemory<byte> utf8 = text.Utf8;
        int[] lines = LineStarts(utf8.Span);
        var order = new EntryOrder(lines.Length - 1, "lines", place, allowsEnd: true);
        var splices = new List<Splice>(diff.Count);
        foreach (DiffEntry entry in diff)
        {
            int start = lines[Math.Min(entry.Key.Index, lines.Length - 1)];
            int end = lines[order.Enter(entry)];
            if (entry.Op == DiffOp.Patch)
            {
                AddCharacters(splices, utf8.Span[start..end], start, entry.Inner!, place.Item(entry.Key.Index));
            }
            else
            {
                splices.Add(new Splice(start, end, Inserted(entry, place)));
            }
        }

        return new JsonString(Apply(utf8.Span, splices));
    }

    private static void AddCharacters(List<Splice> splices, ReadOnlySpan<byte> line, int offset, Diff diff, PatchPlace place)
    {
        int[] points = PointStarts(line);
        var order = new EntryOrder(points.Length - 1, "characters", place);
        foreach (DiffEntry entry in diff)
        {
            int end = order.Enter(entry);
            if (entry.Op == DiffOp.Patch)
            {
                throw place.DoesNotFit(entry, "there is nothing inside a character to change");
            }

            splices.Add(new Splice(offset + points[entry.Key.Index], offset + points[end], Inserted(entry, place)));
        }
    }

    private static ReadOnlyMemory<byte> Inserted(DiffEntry entry, PatchPlace place) => entry.Value is null
        ? default
        : (Multiline.Join(entry.Value) ?? throw place.DoesNotFit(entry, "what a text gets is text")).Utf8;

    private static byte[] Apply(ReadOnlySpan<byte> text, List<Splice> splices)
    {
        var patched = new ArrayBufferWriter<byte>(text.Length + 1);
        int next = 0;

        // Stable, as entries at one offset stay in their order.
        foreach (Splice splice in splices.OrderBy(splice => splice.Start))
        {
            if (splice.Start > next)
            {
                patched.Write(text[next..splice.Start]);
            }

            patched.Write(splice.Inserted.Span);
            next = Math.Max(next, splice.End);
        }

        patched.Write(text[next..]);
        return patched.WrittenSpan.ToArray();
    }

    /// <summary>The offsets of all lines, and of the end.</summary>
    private static int[] LineStarts(ReadOnlySpan<byte> utf8)
    {
        var starts = new List<int> { 0 };
        for (int at = 0; at < utf8.Length;)
        {
            at += PythonLines.FirstLength(utf8[at..]);
            starts.Add(at);
        }

        return [.. starts];
    }

    /// <summary>The offsets of all code points, and of the end.</summary>
    private static int[] PointStarts(ReadOnlySpan<byte> utf8)
    {
        var starts = new List<int>(utf8.Length + 1);
        for (int at = 0; at < utf8.Length; at++)
        {
            if ((utf8[at] & 0xC0) != 0x80)
            {
                starts.Add(at);
            }
        }

        return [.. starts, utf8.Length];
    }

    /// <param name="Start">Where it applies, in bytes.</param>
    /// <param name="End">Up to where the text goes.</param>
    /// <param name="Inserted">What comes in its place.</param>
    private readonly record struct Splice(int Start, int End, ReadOnlyMemory<byte> Inserted);
}

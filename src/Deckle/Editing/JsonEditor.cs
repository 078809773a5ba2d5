using System.Text;
using Deckle.Json;

namespace Deckle.Editing;

/// <summary>
/// Writes a changed value into the text it was read from: what did not change stays byte for byte, from indentation and key order to
/// escapes, number spellings and repeated keys; what is new is laid out like the rest. Reading the result gives the changed value.
/// </summary>
public sealed class JsonEditor
{
    private readonly ReadOnlyMemory<byte> source;
    private readonly EditedText output;
    private readonly FileStyle style;
    private readonly StyledWriter writer;

    private JsonEditor(ReadOnlyMemory<byte> source, JsonValue read)
    {
        this.source = source;
        output = new EditedText(source);
        style = FileStyle.Detect(source, read);
        writer = new StyledWriter(output, style);
    }

    /// <param name="original">The text.</param>
    /// <param name="read">What <see cref="JsonReader"/> read from it.</param>
    /// <param name="changed">The same with changes. Parts that are still those of <paramref name="read"/> are recognised fastest.</param>
    public static byte[] Edit(ReadOnlyMemory<byte> original, JsonValue read, JsonValue changed)
    {
        if (read.Span.IsNone || read.Span.End > original.Length)
        {
            throw new ArgumentException("a value that was not read from this text", nameof(read));
        }

        var editor = new JsonEditor(original, read);
        editor.Copy(0, read.Span.Start);
        editor.Edit(read, changed, editor.style.LineEnd);
        editor.Copy(read.Span.End, original.Length);
        return editor.output.ToArray();
    }

    private void Edit(JsonValue original, JsonValue changed, string lineStart)
    {
        // Only single values are compared: what was changed by parts shares the others, and what was not costs no more to walk through.
        if (ReferenceEquals(original, changed))
        {
            Copy(original.Span.Start, original.Span.End);
        }
        else if (original is JsonObject fromMembers && changed is JsonObject toMembers)
        {
            EditObject(fromMembers, toMembers, lineStart);
        }
        else if (original is JsonArray fromItems && changed is JsonArray toItems)
        {
            EditArray(fromItems, toItems, lineStart);
        }
        else if (original == changed)
        {
            Copy(original.Span.Start, original.Span.End);
        }
        else
        {
            writer.Write(changed, lineStart);
        }
    }

    private void EditObject(JsonObject original, JsonObject changed, string lineStart)
    {
        IReadOnlyList<RawMember> raw = RawMember.Of(source, original);
        var parts = new List<Part>(raw.Count);
        for (int i = 0; i < raw.Count; i++)
        {
            if (changed.Has(raw[i].Name))
            {
                parts.Add(new Part(i, raw[i].Name));
            }
        }

        bool isSorted = original.Count > 1 ? FileStyle.IsSorted(original) : style.SortsKeys;
        InsertNew(parts, changed, original, isSorted);
        EditParts(parts, [.. raw.Select(member => new JsonSpan(member.Key.Start, member.Value.End))], original.Span, lineStart, (part, start) =>
        {
            JsonValue value = changed[part.Key]!;
            if (part.From < 0)
            {
                writer.WriteKey(part.Key);
                writer.Write(value, start);
                return;
            }

            // Of repeated keys the last one counts; the others stay as they are.
            RawMember member = raw[part.From];
            Copy(member.Key.Start, member.Value.Start);
            if (raw.Count == original.Count || !raw.Skip(part.From + 1).Any(later => later.Name == part.Key))
            {
                Edit(original[part.Key]!, value, start);
            }
            else
            {
                Copy(member.Value.Start, member.Value.End);
            }
        });
    }

    /// <summary>Puts new members where the order of keys wants them, else behind the member they follow in the changed object.</summary>
    private static void InsertNew(List<Part> parts, JsonObject changed, JsonObject original, bool isSorted)
    {
        string? previous = null;
        foreach (JsonMember member in changed)
        {
            if (!original.Has(member.Key))
            {
                int at = isSorted
                    ? parts.FindIndex(part => CodePointOrder.Instance.Compare(part.Key, member.Key) > 0)
                    : parts.FindLastIndex(part => part.Key == previous) + 1;
                parts.Insert(at < 0 ? parts.Count : at, new Part(-1, member.Key));
            }

            previous = member.Key;
        }
    }

    private void EditArray(JsonArray original, JsonArray changed, string lineStart)
    {
        int[] from = ArrayAlignment.Align(original, changed);
        var parts = new List<Part>(changed.Count);
        for (int i = 0; i < from.Length; i++)
        {
            parts.Add(new Part(from[i], "", i));
        }

        EditParts(parts, [.. original.Select(item => item.Span)], original.Span, lineStart, (part, start) =>
        {
            JsonValue value = changed[part.To];
            if (part.From >= 0)
            {
                Edit(original[part.From], value, start);
                return;
            }

            writer.Write(value, start);
        });
    }

    /// <summary>Writes the parts of an object or list between its brackets, with the separators that were there.</summary>
    /// <param name="spans">The original parts.</param>
    /// <param name="whole">The object or list, brackets included.</param>
    private void EditParts(List<Part> parts, JsonSpan[] spans, JsonSpan whole, string lineStart, Action<Part, string> write)
    {
        Copy(whole.Start, whole.Start + 1);
        if (parts.Count > 0)
        {
            string inner = lineStart.Length == 0 ? "" : lineStart + style.Indent;
            string lead = spans.Length > 0 ? Text(whole.Start + 1, spans[0].Start) : inner;
            string separator = spans.Length > 1 ? Text(spans[0].End, spans[1].Start)
                : FileStyle.LineStart(lead) is { Length: > 0 } line ? "," + line
                : style.Separator;
            for (int i = 0; i < parts.Count; i++)
            {
                int from = parts[i].From;
                string before = i == 0 ? lead : separator;
                if (i > 0 && from > 0)
                {
                    before = Text(spans[from - 1].End, spans[from].Start);
                    Copy(spans[from - 1].End, spans[from].Start);
                }
                else
                {
                    writer.Write(before);
                }

                write(parts[i], FileStyle.LineStart(before));
            }

            writer.Write(spans.Length > 0 ? Text(spans[^1].End, whole.End - 1) : lineStart);
        }

        Copy(whole.End - 1, whole.End);
    }

    private void Copy(int start, int end) => output.Copy(start, end);

    private string Text(int start, int end) => Encoding.ASCII.GetString(source.Span[start..end]);

    /// <param name="From">The place among the original parts; -1 for a new one.</param>
    /// <param name="Key">The member's key; empty in lists.</param>
    /// <param name="To">The place in the changed list.</param>
    private readonly record struct Part(int From, string Key, int To = 0);
}

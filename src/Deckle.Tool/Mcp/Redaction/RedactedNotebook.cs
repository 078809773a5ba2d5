using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Mcp.Redaction;

/// <summary>
/// A notebook as clients see it, without its secrets. They change what they see; what comes of it gets the secrets back, or is refused where
/// it is not clear which one a mark stands for. No secret is lost by an edit that does not take its mark away.
/// </summary>
internal sealed class RedactedNotebook
{
    private readonly EdgeRedactor redactor;
    private readonly Notebook original;
    private readonly Lazy<IReadOnlyList<HiddenText>> everywhere;

    /// <param name="withOutputs">False where outputs are not looked at: they stay as they are, with what they hold.</param>
    public RedactedNotebook(EdgeRedactor redactor, Notebook original, bool withOutputs)
    {
        this.redactor = redactor;
        this.original = original;
        Shown = withOutputs ? redactor.Redact(original) : redactor.RedactSources(original);
        everywhere = new Lazy<IReadOnlyList<HiddenText>>(() => [.. Hidden(original.Json, Shown.Json)]);
    }

    /// <summary>What is shown; the very same notebook where it hides nothing.</summary>
    public Notebook Shown { get; }

    /// <param name="changed">Made from <see cref="Shown"/>: what it shares with it is what stands in the original.</param>
    /// <exception cref="DeckleException"><c>secret-mark-unclear</c>.</exception>
    public Notebook Restore(Notebook changed) => ReferenceEquals(changed.Json, Shown.Json) ? original : new Notebook((JsonObject)Restore(changed.Json, Shown.Json, original.Json));

    private JsonValue Restore(JsonValue changed, JsonValue? shown, JsonValue? from)
    {
        if (ReferenceEquals(changed, shown))
        {
            return from!;
        }

        return changed switch
        {
            JsonString text => Restore(text, TextLines.Join(from)),
            JsonArray items => Restore(items, shown as JsonArray, from as JsonArray),
            JsonObject members => Restore(members, shown as JsonObject, from as JsonObject),
            _ => changed,
        };
    }

    private JsonObject Restore(JsonObject changed, JsonObject? shown, JsonObject? from)
    {
        var restored = new JsonMember[changed.Count];
        bool isChanged = false;
        for (int i = 0; i < restored.Length; i++)
        {
            JsonMember member = changed.Members[i];
            restored[i] = new JsonMember(Restore(new JsonString(member.Key), null).Text, Restore(member.Value, shown?[member.Key], from?[member.Key]));
            isChanged |= restored[i].Key != member.Key || !ReferenceEquals(restored[i].Value, member.Value);
        }

        return isChanged ? JsonObject.From(restored) : changed;
    }

    private JsonArray Restore(JsonArray changed, JsonArray? shown, JsonArray? from)
    {
        // Redacting keeps the count of all lists but those of lines.
        bool isAlike = shown is not null && from is not null && shown.Count == from.Count;
        var places = new Dictionary<JsonValue, int>(ReferenceEqualityComparer.Instance);
        for (int i = 0; isAlike && i < shown!.Count; i++)
        {
            places.TryAdd(shown[i], i);
        }

        JsonValue[] restored = new JsonValue[changed.Count];
        for (int i = 0; i < restored.Length; i++)
        {
            int place = isAlike ? places.TryGetValue(changed[i], out int same) ? same : Counterpart(changed, i, shown!) : -1;
            restored[i] = place < 0 ? Restore(changed[i], null, null) : Restore(changed[i], shown![place], from![place]);
        }

        return restored.Where((item, index) => !ReferenceEquals(item, changed[index])).Any() ? JsonArray.From(restored) : changed;
    }

    // A cell is known by its id, or by what of it did not change; other items by their places.
    private static int Counterpart(JsonArray changed, int at, JsonArray shown)
    {
        if (changed[at] is JsonObject item && item.Has("cell_type"))
        {
            int found = -1;
            for (int i = 0; i < shown.Count && found < 0; i++)
            {
                found = shown[i] is JsonObject cell && (item.GetText("id") is { } id ? cell.GetText("id") == id : Shares(item, cell)) ? i : -1;
            }

            return found;
        }

        return changed.Count == shown.Count ? at : -1;
    }

    private static bool Shares(JsonObject item, JsonObject cell) =>
        cell.Any(member => member.Value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 } or JsonString { Utf8.Length: > 0 } && ReferenceEquals(member.Value, item[member.Key]));

    private JsonString Restore(JsonString changed, JsonString? from)
    {
        // Every mark has that.
        if (changed.Utf8.Span.IndexOf("***"u8) < 0)
        {
            return changed;
        }

        string text = changed.Text;
        HiddenText before = (from is null ? null : redactor.Hide(from)) ?? new HiddenText(from?.Text ?? "", []);
        if (text == before.Text)
        {
            return from!;
        }

        // What stands before and behind the change is what it was.
        int head = text.AsSpan().CommonPrefixLength(before.Text);
        head = before.Parts.FirstOrDefault(part => part.Start < head && part.End > head) is { Mark: not null } cut ? cut.Start : head;
        int tail = 0;
        int most = Math.Min(text.Length, before.Text.Length) - head;
        while (tail < most && text[^(tail + 1)] == before.Text[^(tail + 1)])
        {
            tail++;
        }

        int behind = before.Text.Length - tail;
        tail = before.Parts.FirstOrDefault(part => part.Start < behind && part.End > behind) is { Mark: not null } torn ? before.Text.Length - torn.End : tail;
        string restored = Middle(text, head, text.Length - tail, before, before.Text.Length - tail);
        return new JsonString(before.Reveal(0, head) + restored + before.Reveal(before.Text.Length - tail, before.Text.Length));
    }

    private string Middle(string text, int start, int end, HiddenText before, int endBefore)
    {
        var restored = new StringBuilder();
        string[] marks = [.. redactor.Marks.Concat(before.Parts.Concat(everywhere.Value.SelectMany(each => each.Parts)).Select(part => part.Mark)).Distinct().OrderByDescending(mark => mark.Length)];
        int at = start;
        while (at < end)
        {
            string? mark = text[at] is '*' or ':' ? Array.Find(marks, each => at + each.Length <= end && string.CompareOrdinal(text, at, each, 0, each.Length) == 0) : null;
            if (mark is null)
            {
                restored.Append(text[at++]);
                continue;
            }

            restored.Append(ValueOf(mark, LineAt(text, at), before, start, endBefore));
            at += mark.Length;
        }

        return restored.ToString();
    }

    private string ValueOf(string mark, string line, HiddenText before, int start, int end)
    {
        IEnumerable<(string Value, string Line)>[] scopes =
        [
            Values(before, mark).Where(each => each.Start >= start && each.Start < end).Select(each => (each.Value, each.Line)),
            Values(before, mark).Select(each => (each.Value, each.Line)),
            everywhere.Value.SelectMany(text => Values(text, mark)).Select(each => (each.Value, each.Line)),
        ];
        foreach ((string Value, string Line)[] known in scopes.Select(scope => scope.Distinct().ToArray()).Where(known => known.Length > 0))
        {
            string[] values = [.. known.Select(each => each.Value).Distinct()];
            values = values.Length == 1 ? values : [.. known.Where(each => each.Line == line).Select(each => each.Value).Distinct()];
            return values.Length == 1 ? values[0] : throw RedactionErrors.Unclear(mark, isKnown: true);
        }

        // A text may hold what looks like a mark and always was one.
        return !redactor.Marks.Contains(mark) || original.Json.ToString().Contains(mark, StringComparison.Ordinal) ? mark : throw RedactionErrors.Unclear(mark, isKnown: false);
    }

    // A mark that hides nothing stands for itself.
    private static IEnumerable<(int Start, string Value, string Line)> Values(HiddenText text, string mark)
    {
        for (int at = text.Text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
        {
            HiddenPart part = text.Parts.FirstOrDefault(part => part.Start == at);
            yield return (at, part.Value ?? mark, LineAt(text.Text, at));
        }
    }

    private static string LineAt(string text, int at)
    {
        int start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        int end = text.IndexOf('\n', at);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private IEnumerable<HiddenText> Hidden(JsonValue from, JsonValue shown) => ReferenceEquals(from, shown) ? [] : (from, shown) switch
    {
        (JsonString text, _) => redactor.Hide(text) is { } hidden ? [hidden] : [],
        (JsonObject members, JsonObject others) => members.Zip(others).SelectMany(pair => Hidden(pair.First.Value, pair.Second.Value)),
        (JsonArray lines, JsonArray) when lines.All(line => line is JsonString) => TextLines.Join(lines) is { } joined ? Hidden(joined, JsonNull.Value) : [],
        (JsonArray items, JsonArray others) => items.Zip(others).SelectMany(pair => Hidden(pair.First, pair.Second)),
        _ => [],
    };
}

using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

/// <summary>What must be left of a notebook when all that the findings name is gone, found without the stripper.</summary>
internal static class Surviving
{
    /// <summary>Whether two notebooks are equal but for the places of the findings.</summary>
    public static bool AreEqualBut(JsonObject original, StripResult result) =>
        AreEqualBut(original, result.Notebook.Json, JsonPath.Root, [.. result.Findings.Select(finding => finding.Path)]);

    private static bool AreEqualBut(JsonValue original, JsonValue stripped, JsonPath path, HashSet<JsonPath> gone)
    {
        switch (original, stripped)
        {
            case var _ when ReferenceEquals(original, stripped):
                return true;
            case (JsonObject from, JsonObject to):
                return from.All(member => gone.Contains(path.Key(member.Key))
                        || (to[member.Key] is { } value && AreEqualBut(member.Value, value, path.Key(member.Key), gone)))
                    && to.Keys.All(key => from.Has(key) || gone.Contains(path.Key(key)));
            case (JsonArray from, JsonArray to):
                (JsonValue Value, JsonPath Path)[] left = [.. from.Select((item, i) => (item, path.Item(i))).Where(item => !gone.Contains(item.Item2))];
                return left.Length == to.Count && left.Zip(to).All(pair => AreEqualBut(pair.First.Value, pair.Second, pair.First.Path, gone));
            default:
                return original == stripped;
        }
    }

    /// <summary>Whether every stretch of the file between the places of the findings stands in the edited file, in order.</summary>
    public static bool IsKept(byte[] file, ReadOnlySpan<byte> edited, JsonObject original, StripResult result)
    {
        bool hasNewIds = result.Findings.Any(finding => finding.Path.Find(original) is null);
        IEnumerable<JsonSpan> gone = result.Findings
            .Where(finding => finding.Path.Find(original) is not null)
            .Select(finding => WithSeparators(file, Place(original, finding.Path)))
            .OrderBy(span => span.Start);
        int at = 0;
        int from = 0;
        foreach (JsonSpan span in gone.Append(new JsonSpan(file.Length, file.Length)))
        {
            if (span.Start > from)
            {
                ReadOnlySpan<byte> kept = file.AsSpan(from..span.Start);
                int found = hasNewIds ? EndOfSubsequence(kept, edited[at..]) : edited[at..].IndexOf(kept) is >= 0 and var start ? start + kept.Length : -1;
                if (found < 0)
                {
                    return false;
                }

                at += found;
            }

            from = Math.Max(from, span.End);
        }

        return true;
    }

    // A new id stands somewhere among the bytes of its cell.
    private static int EndOfSubsequence(ReadOnlySpan<byte> part, ReadOnlySpan<byte> whole)
    {
        int at = 0;
        foreach (byte b in part)
        {
            int next = whole[at..].IndexOf(b);
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
        }

        return at;
    }

    private static JsonSpan Place(JsonObject original, JsonPath path)
    {
        JsonSpan value = path.Find(original)!.Span;
        return path.Parent.Find(original) is JsonObject holder && path.LastKey is { } key
            ? new JsonSpan(holder.Members.ToArray().Single(member => member.Key == key).KeySpan.Start, value.End)
            : value;
    }

    private static JsonSpan WithSeparators(byte[] file, JsonSpan span)
    {
        int start = span.Start;
        while (IsSeparator(file[start - 1]))
        {
            start--;
        }

        int end = span.End;
        while (IsSeparator(file[end]))
        {
            end++;
        }

        return new JsonSpan(start, end);
    }

    private static bool IsSeparator(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',';
}

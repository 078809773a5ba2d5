using System.Globalization;
using System.Text.RegularExpressions;

namespace Deckle.Selecting;

/// <summary>One part of a <see cref="CellSelection"/>.</summary>
/// <param name="Text">As it was written.</param>
internal sealed partial record CellSelector(string Text)
{
    private const string TagPrefix = "tag:";
    private const string IdPrefix = "id:";

    private (int? First, int? Last)? range;
    private string? tag;
    private string? id;

    public static CellSelector Parse(string text)
    {
        if (text.StartsWith(TagPrefix, StringComparison.Ordinal))
        {
            return new(text) { tag = Name(text, TagPrefix) };
        }

        if (text.StartsWith(IdPrefix, StringComparison.Ordinal))
        {
            return new(text) { id = Name(text, IdPrefix) };
        }

        Match number = Number().Match(text);
        if (number.Success)
        {
            int place = Integer(number.Groups[0].Value, text);
            return new(text) { range = (place, place) };
        }

        Match span = Range().Match(text);
        if (!span.Success)
        {
            return text.Length == 0 ? throw SelectionErrors.Invalid(text) : new(text) { tag = text, id = text };
        }

        int? first = span.Groups["first"].Success ? Integer(span.Groups["first"].Value, text) : null;
        int? last = span.Groups["last"].Success ? Integer(span.Groups["last"].Value, text) : null;
        return new(text) { range = (first, last) };
    }

    public IEnumerable<int> Find(IReadOnlyList<Cell> cells)
    {
        if (range is { } wanted)
        {
            return InRange(wanted.First, wanted.Last, cells.Count);
        }

        int[] tagged = tag is null ? [] : Where(cells, cell => cell.HasTag(tag));
        int[] named = id is null ? [] : Where(cells, cell => cell.Id == id);
        return (tagged, named) switch
        {
            ([], []) => throw SelectionErrors.NoCell(Text, tag, id, cells),
            ([], _) => named,
            (_, []) => tagged,
            _ => tagged.SequenceEqual(named) ? tagged : throw SelectionErrors.Ambiguous(Text),
        };
    }

    private IEnumerable<int> InRange(int? first, int? last, int count)
    {
        int from = first is { } a ? Absolute(a, count) : 0;
        int to = last is { } b ? Absolute(b, count) : count - 1;

        // As for slices elsewhere an end may lie beyond the notebook; a range of nothing is a mistake.
        from = Math.Max(from, 0);
        to = Math.Min(to, count - 1);
        return from <= to
            ? Enumerable.Range(from, to - from + 1)
            : throw SelectionErrors.NoPlace(Text, count);
    }

    private static int Absolute(int place, int count) => place < 0 ? place + count : place;

    private static int[] Where(IReadOnlyList<Cell> cells, Func<Cell, bool> isWanted) =>
        [.. Enumerable.Range(0, cells.Count).Where(index => isWanted(cells[index]))];

    private static string Name(string text, string prefix) =>
        text.Length > prefix.Length ? text[prefix.Length..] : throw SelectionErrors.Invalid(text);

    private static int Integer(string digits, string text) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw SelectionErrors.Invalid(text);

    [GeneratedRegex(@"^-?[0-9]+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:(?<first>-?[0-9]+)\.\.(?<last>-?[0-9]+)?|\.\.(?<last>-?[0-9]+))$")]
    private static partial Regex Range();
}

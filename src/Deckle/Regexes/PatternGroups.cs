using System.Globalization;

namespace Deckle.Regexes;

/// <summary>The groups of a pattern while it is read: their numbers and names, and which may be referred to where.</summary>
internal sealed class PatternGroups
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(int Number, int Position)> conditions = [];

    // By number, from 1; null while a group is open.
    private readonly List<MatchWidth?> widths = [MatchWidth.None];

    // The number of the first group defined inside the look-behind being read; 0 outside.
    private int lookBehindFrom;

    public int Count => widths.Count - 1;

    public IReadOnlyDictionary<string, int> Numbers => numbers;

    /// <returns>The number of the group that begins.</returns>
    public int Open(string? name, int position)
    {
        int number = widths.Count;
        widths.Add(null);
        return name is null || numbers.TryAdd(name, number)
            ? number
            : throw new PythonRegexException(
                string.Create(CultureInfo.InvariantCulture, $"redefinition of group name '{name}' as group {number}; was group {numbers[name]}"), position);
    }

    public void Close(int number, MatchWidth width) => widths[number] = width;

    public int NumberOf(string name, int position)
    {
        CheckName(name, position);
        return numbers.TryGetValue(name, out int number) ? number : throw new PythonRegexException($"unknown group name '{name}'", position);
    }

    /// <summary>How much a group matches that is referred to, and so must be closed.</summary>
    public MatchWidth WidthOf(int number, int position) =>
        number >= widths.Count || number == 0 ? throw InvalidGroup(number, position)
        : widths[number] ?? throw new PythonRegexException("cannot refer to an open group", position);

    /// <summary>A condition may name a group that is defined behind it.</summary>
    public void AddCondition(int number, int position) => conditions.Add((number, position));

    /// <summary>Whether all groups that conditions name have come.</summary>
    public void CheckConditions()
    {
        foreach ((int number, int position) in conditions)
        {
            if (number >= widths.Count)
            {
                throw InvalidGroup(number, position);
            }
        }
    }

    /// <returns>What <see cref="LeaveLookBehind"/> wants.</returns>
    public int EnterLookBehind()
    {
        int outer = lookBehindFrom;
        lookBehindFrom = outer == 0 ? widths.Count : outer;
        return outer;
    }

    public void LeaveLookBehind(int outer) => lookBehindFrom = outer;

    public void CheckLookBehind(int number, int position)
    {
        if (lookBehindFrom > 0 && number >= lookBehindFrom)
        {
            throw new PythonRegexException("cannot refer to group defined in the same lookbehind subpattern", position);
        }
    }

    public static void CheckName(string name, int position)
    {
        bool isName = (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_');
        if (!isName)
        {
            throw new PythonRegexException($"bad character in group name '{name}'", position);
        }
    }

    private static PythonRegexException InvalidGroup(int number, int position) =>
        new(string.Create(CultureInfo.InvariantCulture, $"invalid group reference {number}"), position);
}

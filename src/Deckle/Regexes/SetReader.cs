namespace Deckle.Regexes;

/// <summary>Reads a set of characters: <c>[a-z\d]</c>.</summary>
internal static class SetReader
{
    /// <param name="source">Behind the opening bracket; then behind the closing one.</param>
    /// <param name="start">Where the opening bracket is.</param>
    /// <returns>The set as .NET writes it.</returns>
    /// <exception cref="PythonRegexException">As Python refuses it.</exception>
    public static string Read(PatternSource source, TextRange range, int start, PythonRegexFlags flags)
    {
        var set = new CharacterSet(range, flags.HasFlag(PythonRegexFlags.Ascii));
        bool isNegated = source.TryTake('^');
        while (true)
        {
            int position = source.Position;
            if (source.Next == ']' && !set.IsEmpty)
            {
                source.Take();
                return set.ToPattern(isNegated);
            }

            Item first = ReadItem(source, start);
            if (!source.TryTake('-'))
            {
                Add(set, first);
                continue;
            }

            if (source.Next == ']')
            {
                source.Take();
                Add(set, first);
                set.Add('-', '-');
                return set.ToPattern(isNegated);
            }

            Item last = ReadItem(source, start);
            if (first.Category is not null || last.Category is not null || last.Point < first.Point)
            {
                throw new PythonRegexException($"bad character range {source.Between(position, source.Position)}", position);
            }

            set.Add(first.Point, last.Point);
        }
    }

    private static void Add(CharacterSet set, Item item)
    {
        if (item.Category is { } category)
        {
            set.AddCategory(category);
        }
        else
        {
            set.Add(item.Point, item.Point);
        }
    }

    private static Item ReadItem(PatternSource source, int setStart)
    {
        int start = source.Position;
        int sign = source.Take();
        if (sign == PatternSource.End)
        {
            throw new PythonRegexException("unterminated character set", setStart);
        }

        if (sign != '\\')
        {
            return new Item(sign);
        }

        int letter = source.Take();
        return letter switch
        {
            'd' or 'D' or 's' or 'S' or 'w' or 'W' => new Item(0, (char)letter),
            >= '0' and <= '7' => new Item(EscapeReader.Octal((char)letter + source.TakeWhile(EscapeReader.IsOctal, 2), start)),
            '8' or '9' => throw EscapeReader.Bad(source, start),
            _ => new Item(EscapeReader.Control(letter) ?? EscapeReader.Character(source, letter, start)),
        };
    }

    private readonly record struct Item(int Point, char? Category = null);
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Regexes;

/// <summary>
/// Translates a pattern of Python's <c>re</c> (3.11) as <c>re._parser</c> reads it, with its refusals. Every group gets Python's number for its name,
/// since .NET numbers unnamed groups before named ones; every literal is escaped, so that nothing .NET alone knows can come in.
/// </summary>
internal sealed class PatternTranslator
{
    // A pattern nested deeper than this is no pattern; CPython ends with a RecursionError.
    private const int MostNesting = 500;

    private readonly PatternSource source;
    private readonly TextRange range;
    private readonly StringBuilder output = new();
    private readonly PatternGroups groups = new();
    private int nesting;

    private PatternTranslator(string pattern, TextRange range)
    {
        source = new PatternSource(pattern);
        this.range = range;
    }

    public static TranslatedPattern Translate(string pattern, PythonRegexFlags flags, TextRange range) => new PatternTranslator(pattern, range).Read(flags);

    private TranslatedPattern Read(PythonRegexFlags flags)
    {
        flags = ReadGlobalFlags(flags);
        Alternatives(flags);
        if (source.Next == ')')
        {
            throw new PythonRegexException("unbalanced parenthesis", source.Position);
        }

        groups.CheckConditions();
        RegexOptions options = RegexOptions.CultureInvariant
            | (flags.HasFlag(PythonRegexFlags.IgnoreCase) ? RegexOptions.IgnoreCase : RegexOptions.None)
            | (flags.HasFlag(PythonRegexFlags.Multiline) ? RegexOptions.Multiline : RegexOptions.None);
        return new TranslatedPattern(output.ToString(), options, groups.Count, groups.Numbers);
    }

    // (?i) and comments before anything else. Behind anything else Python 3.11 refuses global flags.
    private PythonRegexFlags ReadGlobalFlags(PythonRegexFlags flags)
    {
        while (true)
        {
            SkipIfVerbose(flags);
            int start = source.Position;
            if (!source.TryTake('(') || !source.TryTake('?'))
            {
                source.GoTo(start);
                return flags;
            }

            if (source.TryTake('#'))
            {
                source.SkipGroupComment(start);
            }
            else if (source.Next is >= 0 and < 0x80 && InlineFlags.Letters.Contains((char)source.Next, StringComparison.Ordinal)
                && InlineFlagsReader.Read(source) is { IsScoped: false } read)
            {
                flags = read.Flags.Apply(flags);
            }
            else
            {
                source.GoTo(start);
                return flags;
            }
        }
    }

    private MatchWidth Alternatives(PythonRegexFlags flags)
    {
        if (++nesting > MostNesting)
        {
            throw new PythonRegexException("groups are nested too deeply", source.Position);
        }

        MatchWidth width = Sequence(flags);
        while (source.TryTake('|'))
        {
            output.Append('|');
            width = width.Or(Sequence(flags));
        }

        nesting--;
        return width;
    }

    private MatchWidth Sequence(PythonRegexFlags flags)
    {
        MatchWidth width = MatchWidth.None;
        Item? last = null;
        while (true)
        {
            SkipIfVerbose(flags);
            int position = source.Position;
            if (source.Next is PatternSource.End or '|' or ')')
            {
                return last is null ? width : width.Then(last.Value.Width);
            }

            int sign = source.Take();
            if (sign is '*' or '+' or '?' || (sign == '{' && IsRepetition()))
            {
                last = Repeated(last, sign, position);
                continue;
            }

            int start = output.Length;
            if (ReadItem(sign, position, flags) is { } item)
            {
                width = last is null ? width : width.Then(last.Value.Width);
                last = item with { Start = start };
            }
        }
    }

    private Item? ReadItem(int sign, int position, PythonRegexFlags flags)
    {
        switch (sign)
        {
            case '(':
                return ReadGroup(position, flags) is { } group ? new Item(group) : null;
            case '[':
                output.Append(SetReader.Read(source, range, position, flags));
                return new Item(MatchWidth.One);
            case '\\':
                return ReadEscape(position, flags);
            case '.':
                output.Append(PatternText.Any(flags.HasFlag(PythonRegexFlags.DotAll), range));
                return new Item(MatchWidth.One);
            case '^' or '$':
                output.Append((char)sign);
                return new Item(MatchWidth.None, IsPlace: true);
            default:
                output.Append(PatternText.Literal(sign, range));
                return new Item(MatchWidth.One);
        }
    }

    /// <summary>Whether what follows a brace is a repetition; otherwise the brace is a literal.</summary>
    private bool IsRepetition()
    {
        int start = source.Position;
        bool isRepetition = source.Next != '}';
        source.TakeWhile(char.IsAsciiDigit);
        if (source.TryTake(','))
        {
            source.TakeWhile(char.IsAsciiDigit);
        }

        isRepetition &= source.Next == '}';
        source.GoTo(start);
        return isRepetition;
    }

    private Item Repeated(Item? last, int sign, int position)
    {
        (int least, int? most) = sign switch
        {
            '*' => (0, (int?)null),
            '+' => (1, null),
            '?' => (0, 1),
            _ => Bounds(),
        };
        if (last is not { IsPlace: false } item)
        {
            throw new PythonRegexException("nothing to repeat", position);
        }

        if (item.IsRepeated)
        {
            throw new PythonRegexException("multiple repeat", position);
        }

        output.Append(sign == '{'
            ? string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}")
            : ((char)sign).ToString());
        if (source.TryTake('?'))
        {
            output.Append('?');
        }
        else if (source.TryTake('+'))
        {
            // .NET has no possessive repetition; it is the atomic group of the greedy one.
            output.Insert(item.Start, "(?>").Append(')');
        }

        return item with { Width = item.Width.Times(least, most), IsRepeated = true };
    }

    private (int Least, int? Most) Bounds()
    {
        int position = source.Position;
        string low = source.TakeWhile(char.IsAsciiDigit);
        string high = source.TryTake(',') ? source.TakeWhile(char.IsAsciiDigit) : low;
        source.Take();
        int least = low.Length == 0 ? 0 : Bound(low, position);
        int? most = high.Length == 0 ? null : Bound(high, position);
        return most < least ? throw new PythonRegexException("min repeat greater than max repeat", position) : (least, most);
    }

    private static int Bound(string digits, int position) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new PythonRegexException("the repetition number is too large", position);

    private Item ReadEscape(int start, PythonRegexFlags flags)
    {
        bool isAscii = flags.HasFlag(PythonRegexFlags.Ascii);
        int letter = source.Take();
        switch (letter)
        {
            case 'A':
                output.Append(@"\A");
                return new Item(MatchWidth.None, IsPlace: true);
            case 'Z':
                output.Append(@"\z");
                return new Item(MatchWidth.None, IsPlace: true);
            case 'b' or 'B':
                output.Append(PatternText.WordBoundary(letter == 'B', isAscii, range));
                return new Item(MatchWidth.None, IsPlace: true);
            case 'd' or 's' or 'w':
                output.Append('[').Append(PatternText.Category((char)letter, isAscii, range)).Append(']');
                return new Item(MatchWidth.One);
            case 'D' or 'S' or 'W':
                output.Append(PatternText.NoneOf(PatternText.Category(char.ToLowerInvariant((char)letter), isAscii, range), range));
                return new Item(MatchWidth.One);
            case '0':
                return Literal(EscapeReader.Octal("0" + source.TakeWhile(EscapeReader.IsOctal, 2), start));
            case >= '1' and <= '9':
                return ReadNumber((char)letter, start);
            default:
                return Literal(EscapeReader.Control(letter) ?? EscapeReader.Character(source, letter, start));
        }
    }

    private Item Literal(int point)
    {
        output.Append(PatternText.Literal(point, range));
        return new Item(MatchWidth.One);
    }

    /// <summary>A back reference of one or two digits, or three octal digits.</summary>
    private Item ReadNumber(char first, int start)
    {
        string digits = first.ToString();
        if (source.Next is >= '0' and <= '9')
        {
            digits += (char)source.Take();
            if (digits.All(EscapeReader.IsOctal) && source.Next is >= '0' and <= '7')
            {
                return Literal(EscapeReader.Octal(digits + (char)source.Take(), start));
            }
        }

        return BackReference(int.Parse(digits, CultureInfo.InvariantCulture), start + 1);
    }

    private Item BackReference(int number, int position)
    {
        MatchWidth width = groups.WidthOf(number, position);
        groups.CheckLookBehind(number, source.Position);
        output.Append(CultureInfo.InvariantCulture, $"\\k<{number}>");
        return new Item(width);
    }

    private MatchWidth? ReadGroup(int start, PythonRegexFlags flags)
    {
        if (!source.TryTake('?'))
        {
            return ReadCapture(null, start, flags);
        }

        int sign = source.Take();
        switch (sign)
        {
            case 'P':
                return ReadNamed(start, flags);
            case ':':
                return ReadInner("(?:", start, flags);
            case '>':
                return ReadInner("(?>", start, flags);
            case '#':
                source.SkipGroupComment(start);
                return null;
            case '=' or '!':
                ReadInner($"(?{(char)sign}", start, flags);
                return MatchWidth.None;
            case '<':
                return ReadLookBehind(start, flags);
            case '(':
                return ReadCondition(start, flags);
            case PatternSource.End:
                throw new PythonRegexException("unexpected end of pattern", source.Position);
            case '-' or (>= 0 and < 0x80) when sign == '-' || InlineFlags.Letters.Contains((char)sign, StringComparison.Ordinal):
                source.GoTo(source.Position - 1);
                (InlineFlags change, bool isScoped) = InlineFlagsReader.Read(source);
                return isScoped
                    ? ReadInner(change.Opening(), start, change.Apply(flags))
                    : throw new PythonRegexException("global flags not at the start of the expression", start);
            default:
                throw Unknown("?", sign, start);
        }
    }

    private MatchWidth ReadNamed(int start, PythonRegexFlags flags)
    {
        int nameStart = source.Position + 1;
        if (source.TryTake('<'))
        {
            string name = source.TakeUntil('>', "group name");
            PatternGroups.CheckName(name, nameStart);
            return ReadCapture(name, start, flags);
        }

        if (!source.TryTake('='))
        {
            int sign = source.Take();
            throw sign == PatternSource.End ? new PythonRegexException("unexpected end of pattern", source.Position) : Unknown("?P", sign, start);
        }

        string wanted = source.TakeUntil(')', "group name");
        return BackReference(groups.NumberOf(wanted, nameStart), nameStart).Width;
    }

    private MatchWidth ReadCapture(string? name, int start, PythonRegexFlags flags)
    {
        int number = groups.Open(name, source.Position);
        MatchWidth width = ReadInner(string.Create(CultureInfo.InvariantCulture, $"(?<{number}>"), start, flags);
        groups.Close(number, width);
        return width;
    }

    private MatchWidth ReadLookBehind(int start, PythonRegexFlags flags)
    {
        int sign = source.Take();
        if (sign is not ('=' or '!'))
        {
            throw sign == PatternSource.End ? new PythonRegexException("unexpected end of pattern", source.Position) : Unknown("?<", sign, start);
        }

        int outer = groups.EnterLookBehind();
        MatchWidth width = ReadInner($"(?<{(char)sign}", start, flags);
        groups.LeaveLookBehind(outer);
        return width.IsFixed ? MatchWidth.None : throw new PythonRegexException("look-behind requires fixed-width pattern", start);
    }

    private MatchWidth ReadCondition(int start, PythonRegexFlags flags)
    {
        int nameStart = source.Position;
        string name = source.TakeUntil(')', "group name");
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            number = groups.NumberOf(name, nameStart);
        }
        else if (number == 0)
        {
            throw new PythonRegexException("bad group number", nameStart);
        }

        groups.AddCondition(number, nameStart);
        groups.CheckLookBehind(number, nameStart);
        output.Append(CultureInfo.InvariantCulture, $"(?({number})");
        MatchWidth yes = Sequence(flags);
        MatchWidth no = MatchWidth.None;
        if (source.TryTake('|'))
        {
            output.Append('|');
            no = Sequence(flags);
            if (source.Next == '|')
            {
                throw new PythonRegexException("conditional backref with more than two branches", source.Position);
            }
        }

        Close(start);
        return yes.Or(no);
    }

    private MatchWidth ReadInner(string opening, int start, PythonRegexFlags flags)
    {
        output.Append(opening);
        MatchWidth width = Alternatives(flags);
        Close(start);
        return width;
    }

    private void Close(int start)
    {
        if (!source.TryTake(')'))
        {
            throw new PythonRegexException("missing ), unterminated subpattern", start);
        }

        output.Append(')');
    }

    private void SkipIfVerbose(PythonRegexFlags flags)
    {
        if (flags.HasFlag(PythonRegexFlags.Verbose))
        {
            source.SkipSpaceAndComments();
        }
    }

    private static PythonRegexException Unknown(string before, int sign, int start) =>
        new($"unknown extension {before}{char.ConvertFromUtf32(sign is >= 0xD800 and <= 0xDFFF ? 0xFFFD : sign)}", start + 1);

    private readonly record struct Item(MatchWidth Width, bool IsPlace = false, bool IsRepeated = false, int Start = 0);
}

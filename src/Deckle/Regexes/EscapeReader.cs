using System.Globalization;

namespace Deckle.Regexes;

/// <summary>Escapes that name one character, which are nearly the same within brackets and outside.</summary>
internal static class EscapeReader
{
    private const int LastOctal = 0xFF;

    public static int? Control(int letter) => letter switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' => '\\',
        _ => null,
    };

    public static bool IsOctal(char c) => c is >= '0' and <= '7';

    /// <summary><c>\x41</c>, <c>\u0041</c>, <c>\U00000041</c>, and signs that stand for themselves; the letter has been read.</summary>
    public static int Character(PatternSource source, int letter, int start)
    {
        switch (letter)
        {
            case 'x':
                return Hexadecimal(source, 2, start);
            case 'u':
                return Hexadecimal(source, 4, start);
            case 'U':
                int point = Hexadecimal(source, 8, start);
                return point is >= 0 and <= 0x10FFFF ? point : throw Bad(source, start);
            case 'N':
                throw new PythonRegexException(@"\N{...} needs the names of Unicode, which are not known here; write \uXXXX", start);
            case PatternSource.End:
                throw new PythonRegexException("bad escape (end of pattern)", start);
            default:
                return letter < 0x80 && char.IsAsciiLetter((char)letter) ? throw Bad(source, start) : letter;
        }
    }

    /// <summary>An octal number whose digits have been read.</summary>
    public static int Octal(string digits, int start)
    {
        int value = Convert.ToInt32(digits, 8);
        return value <= LastOctal ? value : throw new PythonRegexException($"octal escape value \\{digits} outside of range 0-0o377", start);
    }

    public static PythonRegexException Bad(PatternSource source, int start) =>
        new($"bad escape {source.Between(start, source.Position)}", start);

    private static int Hexadecimal(PatternSource source, int length, int start)
    {
        string digits = source.TakeWhile(char.IsAsciiHexDigit, length);
        return digits.Length == length
            ? int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw new PythonRegexException($"incomplete escape {source.Between(start, source.Position)}", start);
    }
}

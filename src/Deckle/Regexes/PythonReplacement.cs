using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Regexes;

/// <summary>What <c>re.sub</c> puts in place of a match: <c>\1</c>, <c>\g&lt;name&gt;</c>, <c>\n</c>, and plain text.</summary>
public sealed class PythonReplacement
{
    private readonly List<(string Text, int Group)> parts = [];

    private PythonReplacement()
    {
    }

    internal static PythonReplacement Parse(string template, TranslatedPattern pattern)
    {
        var replacement = new PythonReplacement();
        var source = new PatternSource(template);
        var text = new StringBuilder();
        while (source.Next != PatternSource.End)
        {
            int start = source.Position;
            int sign = source.Take();
            if (sign != '\\')
            {
                text.Append(Json.CodePoints.Text(sign));
                continue;
            }

            int letter = source.Take();
            switch (letter)
            {
                case 'g':
                    replacement.AddGroup(text, Named(source, pattern), pattern, start);
                    break;
                case '0':
                    text.Append((char)(Convert.ToInt32("0" + source.TakeWhile(EscapeReader.IsOctal, 2), 8) & 0xFF));
                    break;
                case >= '1' and <= '9':
                    replacement.AddNumber(text, source, (char)letter, pattern, start);
                    break;
                case PatternSource.End:
                    throw new PythonRegexException("bad escape (end of pattern)", start);
                default:
                    text.Append(Escaped(source, letter, start));
                    break;
            }
        }

        replacement.AddText(text);
        return replacement;
    }

    /// <summary>The replacement of one match; a group that took no part is empty.</summary>
    internal void AppendTo(StringBuilder result, Match match)
    {
        foreach ((string text, int group) in parts)
        {
            result.Append(text.Length > 0 ? text : match.Groups[group].ValueSpan);
        }
    }

    // A sign that needs no escape keeps its backslash, unlike in patterns.
    private static string Escaped(PatternSource source, int letter, int start) =>
        EscapeReader.Control(letter) is { } control ? ((char)control).ToString()
        : letter < 0x80 && char.IsAsciiLetter((char)letter) ? throw EscapeReader.Bad(source, start)
        : "\\" + Json.CodePoints.Text(letter);

    private static int Named(PatternSource source, TranslatedPattern pattern)
    {
        if (!source.TryTake('<'))
        {
            throw new PythonRegexException("missing <", source.Position);
        }

        int position = source.Position;
        string name = source.TakeUntil('>', "group name");
        if (name.All(char.IsAsciiDigit))
        {
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new PythonRegexException($"invalid group reference {name}", position);
        }

        PatternGroups.CheckName(name, position);
        return pattern.GroupNumbers.TryGetValue(name, out int known) ? known : throw new PythonRegexException($"unknown group name '{name}'", position);
    }

    private void AddNumber(StringBuilder text, PatternSource source, char first, TranslatedPattern pattern, int start)
    {
        string digits = first.ToString();
        if (source.Next is >= '0' and <= '9')
        {
            digits += (char)source.Take();
            if (digits.All(EscapeReader.IsOctal) && source.Next is >= '0' and <= '7')
            {
                text.Append((char)EscapeReader.Octal(digits + (char)source.Take(), start));
                return;
            }
        }

        AddGroup(text, int.Parse(digits, CultureInfo.InvariantCulture), pattern, start);
    }

    private void AddGroup(StringBuilder text, int group, TranslatedPattern pattern, int start)
    {
        if (group > pattern.GroupCount)
        {
            throw new PythonRegexException(string.Create(CultureInfo.InvariantCulture, $"invalid group reference {group}"), start + 1);
        }

        AddText(text);
        parts.Add(("", group));
    }

    private void AddText(StringBuilder text)
    {
        if (text.Length > 0)
        {
            parts.Add((text.ToString(), 0));
            text.Clear();
        }
    }
}

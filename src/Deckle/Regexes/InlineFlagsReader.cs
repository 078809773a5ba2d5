namespace Deckle.Regexes;

/// <summary>Reads flags inside a pattern: <c>(?im)</c>, <c>(?i-s:</c>.</summary>
internal static class InlineFlagsReader
{
    /// <param name="source">Behind <c>(?</c>; then behind the flags and what ends them.</param>
    /// <returns>The flags, and whether they hold for a group (<c>(?i:</c>) and not for the whole pattern.</returns>
    /// <exception cref="PythonRegexException">As Python refuses them.</exception>
    public static (InlineFlags Flags, bool IsScoped) Read(PatternSource source)
    {
        PythonRegexFlags on = PythonRegexFlags.None;
        PythonRegexFlags off = PythonRegexFlags.None;
        bool isUnicode = false;
        int sign = source.Take();
        while (sign is not (')' or ':' or '-'))
        {
            char letter = Letter(source, sign, "missing -, : or )");
            if (letter == 'L')
            {
                throw new PythonRegexException("bad inline flags: cannot use 'L' flag with a str pattern", source.Position);
            }

            on |= InlineFlags.Of(letter);
            isUnicode |= letter == 'u';
            if (isUnicode && on.HasFlag(PythonRegexFlags.Ascii))
            {
                throw new PythonRegexException("bad inline flags: flags 'a', 'u' and 'L' are incompatible", source.Position);
            }

            sign = source.Take();
        }

        if (sign == '-')
        {
            sign = source.Take();
            if (sign == ':')
            {
                throw new PythonRegexException("missing flag", source.Position - 1);
            }

            while (sign != ':')
            {
                char letter = Letter(source, sign, "missing :");
                off |= letter is 'a' or 'u' or 'L'
                    ? throw new PythonRegexException("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", source.Position)
                    : InlineFlags.Of(letter);
                sign = source.Take();
            }
        }

        return (on & off) == 0
            ? (new InlineFlags(on, off, isUnicode), sign == ':')
            : throw new PythonRegexException("bad inline flags: flag turned on and off", source.Position - 1);
    }

    private static char Letter(PatternSource source, int sign, string missing)
    {
        if (sign == PatternSource.End)
        {
            throw new PythonRegexException(missing, source.Position);
        }

        if (sign >= 0x80 || !InlineFlags.Letters.Contains((char)sign, StringComparison.Ordinal))
        {
            throw new PythonRegexException(sign < 0x80 && char.IsAsciiLetter((char)sign) ? "unknown flag" : missing, source.Position - 1);
        }

        return (char)sign;
    }
}

using System.Collections.Frozen;

namespace Deckle.Tool.Rendering.Highlighting;

/// <summary>
/// Colours source by a table per language: comments, strings, numbers, keywords, built-in names, definitions. The classes are those
/// of Pygments, which styles written for nbconvert know.
/// </summary>
internal sealed class CodeHighlighter
{
    private const string Operators = "+-*/%=<>!&|^~@?:";

    private readonly ICodeOutput output;
    private readonly LanguageSyntax syntax;
    private readonly string source;

    // Text without a class is written in one piece.
    private int written;
    private bool isDefinition;

    private CodeHighlighter(ICodeOutput output, LanguageSyntax syntax, string source)
    {
        this.output = output;
        this.syntax = syntax;
        this.source = source;
    }

    /// <summary>Writes source as the content of a <c>code</c> element; without colours where the language is not known.</summary>
    public static void Write(HtmlWriter html, string source, string? language) => Write(new HtmlCodeOutput(html), source, language);

    /// <inheritdoc cref="Write(HtmlWriter, string, string?)"/>
    public static void Write(ICodeOutput output, string source, string? language)
    {
        // A cell of another language says so in its first line; what it runs decides the colours.
        int first = 0;
        if (source.StartsWith("%%", StringComparison.Ordinal))
        {
            int end = source.IndexOf('\n', StringComparison.Ordinal);
            first = end < 0 ? source.Length : end + 1;
            string magic = source[2..first].Split([' ', '\n'], 2)[0];
            if (CellMagics.TryGetValue(magic, out string? inner))
            {
                language = inner;
            }
            else if (LanguageSyntaxes.Find(magic) is not null)
            {
                language = magic;
            }
        }

        if (LanguageSyntaxes.Find(language) is not { } syntax)
        {
            output.Text(source);
            return;
        }

        new CodeHighlighter(output, syntax, source).WriteAll(first);
    }

    private static readonly FrozenDictionary<string, string> CellMagics = new Dictionary<string, string>
    {
        ["script"] = "bash",
        ["system"] = "bash",
        ["sx"] = "bash",
        ["!"] = "bash",
        ["html"] = "html",
        ["HTML"] = "html",
        ["svg"] = "html",
        ["latex"] = "latex",
        ["markdown"] = "markdown",
        ["writefile"] = "none",
        ["bigquery"] = "sql",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private void WriteAll(int first)
    {
        int at = 0;
        if (first > 0)
        {
            at = source[first - 1] == '\n' ? first - 1 : first;
            Token("nd", 0, at);
        }

        while (at < source.Length)
        {
            char c = source[at];
            int end = IsNameStart(c) ? Name(at)
                : char.IsAsciiDigit(c) || (c == '.' && IsDigit(at + 1) && !IsName(at - 1)) ? Number(at)
                : Other(at, c);
            at = end;
        }

        Plain(source.Length);
    }

    private int Other(int at, char c)
    {
        if (char.IsWhiteSpace(c))
        {
            return at + 1;
        }

        if (syntax.Magics.Contains(c, StringComparison.Ordinal) && IsLineStart(at) && (c != '#' || IsDirective(at)))
        {
            return Token(c == '#' ? "cp" : "nd", at, LineEnd(at));
        }

        if (Comment(at) is int comment and > 0)
        {
            return Token("c", at, comment);
        }

        if (Quoted(at, at) is int quoted and > 0)
        {
            return quoted;
        }

        if (c == syntax.Variable && c != '\0')
        {
            int end = at + 1 < source.Length && source[at + 1] == '{' ? source.IndexOf('}', at) + 1 : Word(at + 1);
            return end > at + 1 ? Token("nv", at, end) : at + 1;
        }

        if (c == syntax.Decorator && c != '\0' && at + 1 < source.Length && IsNameStart(source[at + 1]) && (IsLineStart(at) || !IsName(at - 1)))
        {
            int end = at + 1;
            while (end < source.Length && (IsNamePart(source[end]) || source[end] == '.'))
            {
                end++;
            }

            // In Python a @ inside of a line multiplies matrices.
            if (syntax.Magics.Length == 0 || IsLineStart(at))
            {
                return Token("nd", at, end);
            }
        }

        if (Operators.Contains(c, StringComparison.Ordinal))
        {
            int end = at + 1;
            while (end < source.Length && Operators.Contains(source[end], StringComparison.Ordinal) && Comment(end) == 0)
            {
                end++;
            }

            return Token("o", at, end);
        }

        isDefinition = false;
        return at + 1;
    }

    private int Name(int at)
    {
        int end = Word(at);
        ReadOnlySpan<char> name = source.AsSpan(at, end - at);
        if (end < source.Length && syntax.StringPrefixes.Length > 0 && end - at <= 3
            && name.IndexOfAnyExcept(syntax.StringPrefixes) < 0 && Quoted(at, end) is int quoted and > 0)
        {
            return quoted;
        }

        // A member is no keyword, whatever its name: pattern.match, table.filter.
        bool isMember = at > 0 && source[at - 1] == '.' && !(at > 1 && source[at - 2] == '.');
        string? kind = isMember ? null : Kind(name);
        if (isDefinition && kind is null)
        {
            kind = "nf";
        }

        isDefinition = kind == "k" && Has(syntax.Definers, name);
        return kind is null ? end : Token(kind, at, end);
    }

    private string? Kind(ReadOnlySpan<char> name) =>
        Has(syntax.Keywords, name) ? "k" : Has(syntax.Constants, name) ? "kc" : Has(syntax.Builtins, name) ? "nb" : null;

    private bool Has(FrozenSet<string> words, ReadOnlySpan<char> name)
    {
        if (words.Count == 0)
        {
            return false;
        }

        Span<char> lower = stackalloc char[32];
        if (!syntax.IgnoresCase)
        {
            return words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
        }

        int length = name.Length <= lower.Length ? name.ToLowerInvariant(lower) : -1;
        return length > 0 && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lower[..length]);
    }

    private int Number(int at)
    {
        int end = at;
        while (end < source.Length)
        {
            char c = source[end];
            bool isExponentSign = c is '+' or '-' && char.ToLowerInvariant(source[end - 1]) == 'e' && end > at && !source.AsSpan(at).StartsWith("0x");
            bool isFraction = c == '.' && IsDigit(end + 1);
            bool isEndingPoint = c == '.' && !(end + 1 < source.Length && (source[end + 1] == '.' || IsNameStart(source[end + 1])));
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && !isExponentSign && !isFraction && !isEndingPoint)
            {
                break;
            }

            end++;
        }

        return Token("m", at, end);
    }

    /// <summary>The end of the comment that starts here, or 0.</summary>
    private int Comment(int at)
    {
        ReadOnlySpan<char> rest = source.AsSpan(at);
        foreach ((string open, string close) in syntax.BlockComments)
        {
            if (rest.StartsWith(open))
            {
                return BlockEnd(at, open, close);
            }
        }

        foreach (string sign in syntax.LineComments)
        {
            if (rest.StartsWith(sign) && (!syntax.CommentsStartWords || at == 0 || char.IsWhiteSpace(source[at - 1]) || source[at - 1] == ';'))
            {
                return LineEnd(at);
            }
        }

        return 0;
    }

    private int BlockEnd(int at, string open, string close)
    {
        int depth = 1;
        int end = at + open.Length;
        while (end < source.Length && depth > 0)
        {
            ReadOnlySpan<char> rest = source.AsSpan(end);
            if (rest.StartsWith(close))
            {
                depth--;
                end += close.Length;
            }
            else if (syntax.NestsComments && rest.StartsWith(open))
            {
                depth++;
                end += open.Length;
            }
            else
            {
                end++;
            }
        }

        return end;
    }

    /// <summary>Writes the string that opens at a place, with the prefix before it. Its end, or 0 where none opens.</summary>
    private int Quoted(int start, int at)
    {
        ReadOnlySpan<char> rest = source.AsSpan(at);
        foreach (QuotedSyntax quoted in syntax.Strings)
        {
            if (!rest.StartsWith(quoted.Open))
            {
                continue;
            }

            if (syntax.HasTranspose && quoted.Open == "'" && at > 0 && (IsName(at - 1) || source[at - 1] is ')' or ']' or '}' or '\'' or '.'))
            {
                return 0;
            }

            int end = StringEnd(at + quoted.Open.Length, quoted);
            if (quoted.IsCharacter && end - at > 3 && (end - at > 12 || source[at + 1] != '\\'))
            {
                return 0;
            }

            return Token(quoted.IsName ? "n" : "s", start, end);
        }

        return 0;
    }

    private int StringEnd(int at, QuotedSyntax quoted)
    {
        while (at < source.Length)
        {
            char c = source[at];
            if (c == quoted.Escape && c != '\0')
            {
                at += 2;
                continue;
            }

            if (source.AsSpan(at).StartsWith(quoted.Close))
            {
                return at + quoted.Close.Length;
            }

            if (c == '\n' && !quoted.SpansLines)
            {
                return at;
            }

            at++;
        }

        return source.Length;
    }

    private int Word(int at)
    {
        while (at < source.Length && IsNamePart(source[at]))
        {
            at++;
        }

        return at;
    }

    private int Token(string kind, int at, int end)
    {
        Plain(at);
        output.Token(kind, source.AsSpan(at, end - at));
        written = end;
        return end;
    }

    private void Plain(int end)
    {
        if (end > written)
        {
            output.Text(source.AsSpan(written, end - written));
            written = end;
        }
    }

    private int LineEnd(int at)
    {
        int end = source.IndexOf('\n', at);
        return end < 0 ? source.Length : end;
    }

    private bool IsLineStart(int at)
    {
        while (--at >= 0)
        {
            if (source[at] is not (' ' or '\t'))
            {
                return source[at] == '\n';
            }
        }

        return true;
    }

    // "#r" and "#include" are directives, "# note" is none.
    private bool IsDirective(int at) => at + 1 < source.Length && (char.IsAsciiLetter(source[at + 1]) || source[at + 1] == '!');

    private bool IsDigit(int at) => at < source.Length && char.IsAsciiDigit(source[at]);

    private bool IsName(int at) => at >= 0 && IsNamePart(source[at]);

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_' || syntax.NameCharacters.Contains(c, StringComparison.Ordinal);
}

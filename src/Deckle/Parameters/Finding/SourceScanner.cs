using System.Text;

namespace Deckle.Parameters.Finding;

/// <summary>Cuts the source of a cell into statements, knowing strings, comments and brackets but no grammar.</summary>
internal sealed class SourceScanner
{
    private readonly SourceSyntax syntax;
    private readonly string source;
    private readonly List<SourceStatement> statements = [];
    private readonly StringBuilder code = new();
    private readonly List<Range> assignments = [];
    private string? comment;
    private bool isComputed;
    private int start;
    private int line = 1;
    private int lastEnd;
    private int depth;
    private int at;

    private SourceScanner(string source, SourceSyntax syntax)
    {
        this.source = source;
        this.syntax = syntax;
    }

    public static IReadOnlyList<SourceStatement> Scan(string source, SourceSyntax syntax)
    {
        var scanner = new SourceScanner(source.ReplaceLineEndings("\n"), syntax);
        scanner.Run();
        return scanner.statements;
    }

    private void Run()
    {
        while (at < source.Length)
        {
            if (!SkipMagic() && !ReadComment() && !ReadString() && !ReadSpecial())
            {
                Take(1);
            }
        }

        End();
    }

    private bool SkipMagic()
    {
        if (code.Length > 0 || depth > 0 || !syntax.Magics.Contains(source[at], StringComparison.Ordinal))
        {
            return false;
        }

        at = LineEnd();
        return true;
    }

    private bool ReadComment()
    {
        foreach ((string open, string close) in syntax.BlockComments)
        {
            if (StartsWith(open))
            {
                int end = source.IndexOf(close, at + open.Length, StringComparison.Ordinal);
                int past = end < 0 ? source.Length : end + close.Length;
                KeepComment(source[(at + open.Length)..(end < 0 ? source.Length : end)]);
                line += source.AsSpan(at, past - at).Count('\n');
                at = past;
                return true;
            }
        }

        bool isWordStart = !syntax.CommentsStartWords || at == 0 || char.IsWhiteSpace(source[at - 1]) || source[at - 1] is ';' or '(' or ')' or '&' or '|';
        if (!isWordStart || Array.Find(syntax.LineComments, StartsWith) is not { } sign)
        {
            return false;
        }

        int lineEnd = LineEnd();
        KeepComment(source[(at + sign.Length)..lineEnd]);
        at = lineEnd;
        return true;
    }

    // A comment belongs to the statement that it stands in or behind. Inside brackets only the last line's comment counts:
    // the comments of the lines before are about elements.
    private void KeepComment(string text)
    {
        if (start != 0)
        {
            comment = text;
        }
        else if (statements.Count > 0 && statements[^1] is { Comment: null } last && lastEnd == line)
        {
            statements[^1] = last with { Comment = text };
        }
    }

    private bool ReadString()
    {
        if (Array.Find(syntax.Strings, kind => StartsWith(kind.Open)) is not { } kind || (syntax.HasTranspose && source[at] == '\'' && IsOperandBefore()))
        {
            return false;
        }

        int from = at;
        at += kind.Open.Length;
        while (at < source.Length && !StartsWith(kind.Quote) && (kind.IsMultiline || source[at] != '\n'))
        {
            at += kind.Escape != '\0' && source[at] == kind.Escape && at + 1 < source.Length ? 2 : 1;
        }

        at = Math.Min(source.Length, at + (at < source.Length && StartsWith(kind.Quote) ? kind.Quote.Length : 0));
        Begin();
        code.Append(source, from, at - from);
        line += source.AsSpan(from, at - from).Count('\n');
        return true;
    }

    private bool IsOperandBefore() => at > 0 && (char.IsLetterOrDigit(source[at - 1]) || source[at - 1] is '_' or ')' or ']' or '}' or '.' or '\'');

    private bool ReadSpecial()
    {
        char c = source[at];
        switch (c)
        {
            case '\n':
                ReadLineEnd();
                return true;
            case ';' when depth == 0:
                at++;
                End();
                return true;
            case '(' or '[' or '{':
                depth++;
                break;
            case ')' or ']' or '}':
                depth = Math.Max(0, depth - 1);
                break;
            case '=' or '<' or '>' or '!' when depth == 0:
                return ReadOperator();
        }

        if (c == syntax.Continuation && c != '\0' && at + 1 < source.Length && source[at + 1] == '\n')
        {
            TrimEnd();
            line++;
            at += 2;
            SkipSpace();
            return true;
        }

        return false;
    }

    private void ReadLineEnd()
    {
        at++;
        if (depth == 0 && syntax.EndsAtLineEnd)
        {
            End();
            line++;
            return;
        }

        line++;
        comment = null;
        TrimEnd();
        if (depth == 0 && code.Length > 0)
        {
            code.Append(' ');
        }

        SkipSpace();
    }

    private bool ReadOperator()
    {
        Begin();
        if (Array.Find(syntax.Arrows, StartsWith) is { } arrow)
        {
            assignments.Add(code.Length..(code.Length + arrow.Length));
            Take(arrow.Length);
            return true;
        }

        // Runs of these characters are one operator: ==, <=, =>, !==, =~. Behind another operator's sign, as in +=, it is none of ours.
        int length = 1;
        while (at + length < source.Length && source[at + length] is '=' or '<' or '>' or '!' or '~')
        {
            length++;
        }

        string sign = source.Substring(at, length);
        char before = at > 0 ? source[at - 1] : ' ';
        if (sign == "=" && !"+-*/%&|^:.?@".Contains(before, StringComparison.Ordinal))
        {
            assignments.Add(code.Length..(code.Length + 1));
        }
        else if (sign is "==" or "!=" or "<=" or ">=" or "===" or "!==")
        {
            isComputed = true;
        }

        Take(length);
        return true;
    }

    private void Take(int length)
    {
        if (!char.IsWhiteSpace(source[at]))
        {
            Begin();
        }

        code.Append(source, at, length);
        at += length;
    }

    private void Begin()
    {
        if (start == 0)
        {
            // What is before is only indentation.
            code.Clear();
            start = line;
        }
    }

    private void End()
    {
        string text = code.ToString().TrimEnd();
        if (text.Length > 0)
        {
            statements.Add(new SourceStatement(text, comment, start, [.. assignments], isComputed));
            lastEnd = line;
        }

        code.Clear();
        assignments.Clear();
        comment = null;
        isComputed = false;
        start = 0;
        depth = 0;
    }

    private void TrimEnd()
    {
        while (code.Length > 0 && char.IsWhiteSpace(code[^1]))
        {
            code.Length--;
        }
    }

    private void SkipSpace()
    {
        while (at < source.Length && source[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private int LineEnd()
    {
        int end = source.IndexOf('\n', at);
        return end < 0 ? source.Length : end;
    }

    private bool StartsWith(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;
}

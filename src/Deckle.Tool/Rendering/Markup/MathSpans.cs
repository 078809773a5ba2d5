using System.Globalization;
using System.Text;

namespace Deckle.Tool.Rendering.Markup;

/// <summary>
/// Takes TeX out of Markdown before it is parsed, since <c>a_1 * b_2</c> would become emphasis, and puts it back afterwards.
/// The delimiters are Jupyter's: <c>$ $</c>, <c>$$ $$</c>, <c>\\( \\)</c>, <c>\\[ \\]</c>, <c>\begin{x} \end{x}</c>. An empty line ends
/// what was no formula; code is left alone.
/// </summary>
internal sealed class MathSpans
{
    // Two characters for private use stand around the number of a formula; a notebook's own are replaced before.
    private const char Open = '\ue000';
    private const char Close = '\ue001';

    private readonly List<(string Tex, string Source, bool IsDisplay)> spans = [];

    private MathSpans(string source) => Text = Extract(source.Replace(Open, '\ufffd').Replace(Close, '\ufffd'));

    /// <summary>The source with placeholders for formulas.</summary>
    public string Text { get; }

    public bool HasMath => spans.Count > 0;

    /// <summary>The formulas' TeX.</summary>
    public IEnumerable<string> Tex => spans.Select(span => span.Tex);

    public static MathSpans In(string source) => new(source);

    /// <summary>Puts formulas into HTML text, as elements that a script typesets; into code as they were written.</summary>
    public string ToHtml(string text, bool isCode) => Replace(text, span =>
        isCode ? HtmlWriter.Escape(span.Source)
        : span.IsDisplay ? $"<span class=\"math display\">{HtmlWriter.Escape(span.Tex)}</span>"
        : $"<span class=\"math\">{HtmlWriter.Escape(span.Tex)}</span>");

    /// <summary>Puts formulas back as they were written.</summary>
    public string ToSource(string text) => Replace(text, span => span.Source);

    private string Replace(string text, Func<(string Tex, string Source, bool IsDisplay), string> shown)
    {
        if (!text.Contains(Open, StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length * 2);
        int at = 0;
        while (true)
        {
            int open = text.IndexOf(Open, at);
            int close = open < 0 ? -1 : text.IndexOf(Close, open);
            if (close < 0)
            {
                return result.Append(text, at, text.Length - at).ToString();
            }

            result.Append(text, at, open - at);
            if (int.TryParse(text.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < spans.Count)
            {
                result.Append(shown(spans[index]));
            }

            at = close + 1;
        }
    }

    private string Extract(string source)
    {
        if (source.IndexOfAny(['$', '\\']) < 0)
        {
            return source;
        }

        var text = new StringBuilder(source.Length);
        int at = 0;
        while (at < source.Length)
        {
            int next = source[at] switch
            {
                '`' or '~' when IsFence(source, at) => FenceEnd(source, at),
                '`' => CodeSpanEnd(source, at),
                '$' when source.AsSpan(at).StartsWith("$$") => Formula(text, source, at, "$$", "$$", isDisplay: true),
                '$' => Formula(text, source, at, "$", "$", isDisplay: false),
                '\\' => Backslash(text, source, at),
                _ => 0,
            };
            if (next < 0)
            {
                // A formula was taken out.
                at = -next;
                continue;
            }

            next = next == 0 ? at + 1 : next;
            text.Append(source, at, next - at);
            at = next;
        }

        return text.ToString();
    }

    private int Backslash(StringBuilder text, string source, int at)
    {
        ReadOnlySpan<char> rest = source.AsSpan(at);
        int result = rest.StartsWith(@"\\(") ? Formula(text, source, at, @"\\(", @"\\)", isDisplay: false)
            : rest.StartsWith(@"\\[") ? Formula(text, source, at, @"\\[", @"\\]", isDisplay: true)
            : rest.StartsWith(@"\begin{") ? Environment(text, source, at)
            : 0;
        return result == 0 ? Math.Min(source.Length, at + 2) : result;
    }

    // The place behind the formula, negative; 0 where there is none.
    private int Formula(StringBuilder text, string source, int at, string open, string close, bool isDisplay)
    {
        int depth = 0;
        for (int end = at + open.Length; end < source.Length; end++)
        {
            ReadOnlySpan<char> rest = source.AsSpan(end);
            if (depth <= 0 && rest.StartsWith(close))
            {
                string tex = source[(at + open.Length)..end];
                return string.IsNullOrWhiteSpace(tex) ? 0 : Add(text, source, at, end + close.Length, tex, isDisplay);
            }

            switch (source[end])
            {
                case '\\':
                    end++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    break;
                case '\n' when IsBlank(source, end + 1):
                    return 0;
            }
        }

        return 0;
    }

    private int Environment(StringBuilder text, string source, int at)
    {
        int nameEnd = source.IndexOf('}', at);
        if (nameEnd < 0 || nameEnd - at > 24)
        {
            return 0;
        }

        string name = source[(at + 7)..nameEnd];
        string open = $"\\begin{{{name}}}";
        string close = $"\\end{{{name}}}";
        if (!name.All(c => char.IsAsciiLetter(c) || c == '*'))
        {
            return 0;
        }

        int depth = 1;
        for (int end = nameEnd; end < source.Length; end++)
        {
            ReadOnlySpan<char> rest = source.AsSpan(end);
            if (source[end] == '\n' && IsBlank(source, end + 1))
            {
                return 0;
            }

            if (rest.StartsWith(open))
            {
                depth++;
            }
            else if (rest.StartsWith(close) && --depth == 0)
            {
                return Add(text, source, at, end + close.Length, source[at..(end + close.Length)], isDisplay: true);
            }
        }

        return 0;
    }

    private int Add(StringBuilder text, string source, int at, int end, string tex, bool isDisplay)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Open}{spans.Count}{Close}");
        spans.Add((tex, source[at..end], isDisplay));
        return -end;
    }

    private static bool IsBlank(string source, int at)
    {
        while (at < source.Length && source[at] is ' ' or '\t' or '\r')
        {
            at++;
        }

        return at >= source.Length || source[at] == '\n';
    }

    // Three or more backticks or tildes at the start of a line.
    private static bool IsFence(string source, int at)
    {
        int start = at;
        while (start > 0 && source[start - 1] == ' ')
        {
            start--;
        }

        return (start == 0 || source[start - 1] is '\n' or '>') && RunLength(source, at) >= 3;
    }

    private static int FenceEnd(string source, int at)
    {
        int length = RunLength(source, at);
        string fence = new(source[at], length);
        for (int line = source.IndexOf('\n', at); line >= 0; line = source.IndexOf('\n', line + 1))
        {
            ReadOnlySpan<char> text = source.AsSpan(line + 1).TrimStart(" >");
            if (text.StartsWith(fence))
            {
                int end = source.IndexOf('\n', line + 1);
                return end < 0 ? source.Length : end;
            }
        }

        return source.Length;
    }

    private static int CodeSpanEnd(string source, int at)
    {
        int length = RunLength(source, at);
        for (int end = source.IndexOf('`', at + length); end >= 0; end = source.IndexOf('`', end))
        {
            int run = RunLength(source, end);
            if (run == length)
            {
                return end + run;
            }

            end += run;
            if (end >= source.Length)
            {
                break;
            }
        }

        return at + length;
    }

    private static int RunLength(string source, int at)
    {
        int end = at;
        while (end < source.Length && source[end] == source[at])
        {
            end++;
        }

        return end - at;
    }
}

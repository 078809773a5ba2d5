using System.Buffers;
using System.Text;

namespace Deckle.Tool.Rendering.Ansi;

/// <summary>
/// Shows what a program wrote as a terminal would: colours become spans, a carriage return overwrites its line, a backspace goes
/// back, a cursor that goes up (nested progress bars) writes there. Every other escape sequence is dropped.
/// </summary>
internal static class AnsiRenderer
{
    private static readonly SearchValues<char> Controls = SearchValues.Create("\e\r\b\u009b");

    public static void Write(HtmlWriter html, ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(Controls) < 0)
        {
            html.Text(text);
            return;
        }

        Show(new HtmlScreenOutput(html), text);
    }

    /// <summary>The text that a terminal would show in the end: without escapes, lines as they were last written.</summary>
    public static string Shown(string text)
    {
        if (text.AsSpan().IndexOfAny(Controls) < 0)
        {
            return text;
        }

        var plain = new PlainScreenOutput();
        Show(plain, text);
        return plain.ToString();
    }

    /// <summary>The same with its styles.</summary>
    public static void Show(IScreenOutput output, ReadOnlySpan<char> text)
    {
        var screen = new Screen(output);
        int at = 0;
        while (at < text.Length)
        {
            int plain = text[at..].IndexOfAny("\e\u009b\r\b\n");
            screen.Put(plain < 0 ? text[at..] : text.Slice(at, plain));
            if (plain < 0)
            {
                break;
            }

            at += plain;
            at += text[at] switch
            {
                '\n' => screen.NewLine(),
                '\r' => screen.Return(),
                '\b' => screen.Back(),
                '\u009b' => Control(screen, text[at..], 1),
                _ => Escape(screen, text[at..]),
            };
        }

        screen.Flush();
    }

    /// <summary>The text without its escapes, as a terminal would leave it.</summary>
    public static string Plain(string text)
    {
        if (text.AsSpan().IndexOfAny(Controls) < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length;)
        {
            if (text[at] is '\e' or '\u009b')
            {
                at += text[at] == '\e' ? Escape(null, text.AsSpan(at)) : Control(null, text.AsSpan(at), 1);
            }
            else
            {
                plain.Append(text[at++]);
            }
        }

        return plain.ToString();
    }

    // Returns how many characters the sequence takes.
    private static int Escape(Screen? screen, ReadOnlySpan<char> text)
    {
        switch (text.Length > 1 ? text[1] : '\0')
        {
            case '[':
                return Control(screen, text, 2);
            case ']' or 'P' or 'X' or '^' or '_':
                // Strings, such as a window's title or a link: up to BEL or ST.
                int end = text.IndexOfAny('\a', '\u009c');
                int st = text.IndexOf("\e\\", StringComparison.Ordinal);
                return st >= 0 && (end < 0 || st < end) ? st + 2 : end >= 0 ? end + 1 : text.Length;
            case >= ' ' and <= '/':
                return Math.Min(3, text.Length);
            default:
                return Math.Min(2, text.Length);
        }
    }

    private static int Control(Screen? screen, ReadOnlySpan<char> text, int prefix)
    {
        int length = text[prefix..].IndexOfAnyExceptInRange(' ', '?');
        if (length < 0)
        {
            return text.Length;
        }

        ReadOnlySpan<char> parameters = text.Slice(prefix, length);
        char final = text[prefix + length];
        screen?.Control(final, parameters);

        // A sequence that is broken off by a control character ends before it.
        return prefix + length + (final is >= '@' and <= '~' ? 1 : 0);
    }
}

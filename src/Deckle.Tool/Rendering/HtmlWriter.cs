using System.Buffers;
using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Rendering;

/// <summary>HTML under construction. Large payloads, such as images, are held where they are and copied once, at the end.</summary>
internal sealed class HtmlWriter
{
    // Below this a copy costs less than a piece of its own.
    private const int HeldFrom = 4096;

    private const int BlockSize = 32 * 1024;

    // Quotes too, so that one rule serves text and attributes. NUL is no character of HTML.
    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"'\0");

    private readonly List<ReadOnlyMemory<byte>> pieces = [];
    private byte[] block = new byte[BlockSize];
    private int start;
    private int used;

    public long Length { get; private set; }

    /// <summary>Markup as it is.</summary>
    public HtmlWriter Raw(ReadOnlySpan<char> markup)
    {
        while (!markup.IsEmpty)
        {
            int most = Math.Min(markup.Length, BlockSize / 3);
            if (most < markup.Length && char.IsHighSurrogate(markup[most - 1]))
            {
                most--;
            }

            Span<byte> room = Room(most * 3);
            Advance(Encoding.UTF8.GetBytes(markup[..most], room));
            markup = markup[most..];
        }

        return this;
    }

    /// <summary>UTF-8 as it is. The bytes must not change.</summary>
    public HtmlWriter Raw(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length >= HeldFrom)
        {
            EndPiece();
            pieces.Add(utf8);
            Length += utf8.Length;
        }
        else
        {
            utf8.Span.CopyTo(Room(utf8.Length));
            Advance(utf8.Length);
        }

        return this;
    }

    /// <summary>Text: what is special in HTML is escaped. The value of an attribute in quotes is written the same way.</summary>
    public HtmlWriter Text(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int at = text.IndexOfAny(Special);
            if (at < 0)
            {
                return Raw(text);
            }

            Raw(text[..at]);
            Raw(Escaped(text[at]));
            text = text[(at + 1)..];
        }
    }

    /// <summary>An attribute, with the space before it.</summary>
    public HtmlWriter Attribute(string name, ReadOnlySpan<char> value) => Raw(" ").Raw(name).Raw("=\"").Text(value).Raw("\"");

    /// <summary>Everything that another writer has.</summary>
    public HtmlWriter Append(HtmlWriter other)
    {
        other.EndPiece();
        foreach (ReadOnlyMemory<byte> piece in other.pieces)
        {
            Raw(piece);
        }

        return this;
    }

    public void CopyTo(IBufferWriter<byte> output)
    {
        EndPiece();
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            output.Write(piece.Span);
        }
    }

    public byte[] ToArray()
    {
        EndPiece();
        byte[] all = GC.AllocateUninitializedArray<byte>(checked((int)Length));
        int at = 0;
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            piece.Span.CopyTo(all.AsSpan(at));
            at += piece.Length;
        }

        return all;
    }

    public override string ToString() => Encoding.UTF8.GetString(ToArray());

    /// <summary>Text as HTML, for places that need a string.</summary>
    public static string Escape(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(Special) < 0)
        {
            return text.ToString();
        }

        var escaped = new StringBuilder(text.Length + 32);
        foreach (char c in text)
        {
            if (Special.Contains(c))
            {
                escaped.Append(Escaped(c));
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Whether a JSON string is Base64 and nothing else, so that it can stand in a data URI as it is.</summary>
    public static bool IsBase64(JsonString text) => !text.Utf8.IsEmpty && text.Utf8.Span.IndexOfAnyExcept(Base64) < 0;

    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"u8);

    private static string Escaped(char c) => c switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => "",
    };

    private Span<byte> Room(int wanted)
    {
        if (block.Length - used < wanted)
        {
            EndPiece();
            block = new byte[Math.Max(BlockSize, wanted)];
            start = used = 0;
        }

        return block.AsSpan(used);
    }

    private void Advance(int count)
    {
        used += count;
        Length += count;
    }

    private void EndPiece()
    {
        if (used > start)
        {
            pieces.Add(block.AsMemory(start, used - start));
            start = used;
        }
    }
}

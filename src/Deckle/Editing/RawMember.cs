using Deckle.Json;

namespace Deckle.Editing;

/// <summary>One member as it stands in the text. An object of the value model has only the last of repeated keys; the text has all.</summary>
/// <param name="Name">The key, decoded.</param>
/// <param name="Key">Quotes included.</param>
internal readonly record struct RawMember(string Name, JsonSpan Key, JsonSpan Value)
{
    /// <summary>The members of an object in the order of the text, repeated ones too.</summary>
    /// <param name="source">The text.</param>
    /// <param name="read">An object that was read from it.</param>
    public static IReadOnlyList<RawMember> Of(ReadOnlyMemory<byte> source, JsonObject read)
    {
        if (!IsAll(source.Span, read))
        {
            return Scan(source, read.Span);
        }

        var members = new RawMember[read.Count];
        for (int i = 0; i < members.Length; i++)
        {
            JsonMember member = read.Members[i];
            members[i] = new RawMember(member.Key, member.KeySpan, member.Value.Span);
        }

        return members;
    }

    /// <summary>Whether nothing but white space and commas stands between the members: then the text repeats no key, and need not be looked through again.</summary>
    private static bool IsAll(ReadOnlySpan<byte> text, JsonObject read)
    {
        int at = read.Span.Start + 1;
        foreach (JsonMember member in read.Members)
        {
            bool isFirst = at == read.Span.Start + 1;
            if (member.KeySpan.Start < at || !IsGap(text[at..member.KeySpan.Start], isFirst ? "" : ","))
            {
                return false;
            }

            at = member.Value.Span.End;
        }

        return IsGap(text[at..(read.Span.End - 1)], "");
    }

    private static bool IsGap(ReadOnlySpan<byte> text, string separator)
    {
        ReadOnlySpan<byte> rest = text.Trim(" \n\r\t"u8);
        return rest.Length == separator.Length && (rest.IsEmpty || rest[0] == separator[0]);
    }

    private static List<RawMember> Scan(ReadOnlyMemory<byte> source, JsonSpan span)
    {
        ReadOnlySpan<byte> text = source.Span;
        var members = new List<RawMember>();
        int at = SkipSpace(text, span.Start + 1);
        while (text[at] != '}')
        {
            int keyEnd = SkipString(text, at);
            int valueStart = SkipSpace(text, SkipSpace(text, keyEnd) + 1);
            int valueEnd = SkipValue(text, valueStart);
            string name = ((JsonString)JsonReader.Read(source[at..keyEnd])).Text;
            members.Add(new RawMember(name, new JsonSpan(at, keyEnd), new JsonSpan(valueStart, valueEnd)));
            at = SkipSpace(text, valueEnd);
            if (text[at] == ',')
            {
                at = SkipSpace(text, at + 1);
            }
        }

        return members;
    }

    private static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    private static int SkipString(ReadOnlySpan<byte> text, int at)
    {
        at++;
        while (true)
        {
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[at] == '"')
            {
                return at + 1;
            }

            at += 2;
        }
    }

    private static int SkipValue(ReadOnlySpan<byte> text, int at)
    {
        switch (text[at])
        {
            case (byte)'"':
                return SkipString(text, at);
            case (byte)'{' or (byte)'[':
                int depth = 0;
                while (true)
                {
                    at += text[at..].IndexOfAny("\"{}[]"u8);
                    if (text[at] == '"')
                    {
                        at = SkipString(text, at);
                        continue;
                    }

                    depth += text[at] is (byte)'{' or (byte)'[' ? 1 : -1;
                    at++;
                    if (depth == 0)
                    {
                        return at;
                    }
                }

            default:
                while (at < text.Length && text[at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                {
                    at++;
                }

                return at;
        }
    }
}

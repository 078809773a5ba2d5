using Deckle.Json;

namespace Deckle.Editing;

/// <summary>One member as it stands in the text. An object of the value model has only the last of repeated keys; the text has all.</summary>
/// <param name="Key">Quotes included.</param>
internal readonly record struct RawMember(JsonSpan Key, JsonSpan Value)
{
    /// <summary>The members of an object, without what is inside their values.</summary>
    /// <param name="text">Text that is known to be JSON.</param>
    /// <param name="span">The object, braces included.</param>
    public static IReadOnlyList<RawMember> Scan(ReadOnlySpan<byte> text, JsonSpan span)
    {
        var members = new List<RawMember>();
        int at = SkipSpace(text, span.Start + 1);
        while (text[at] != '}')
        {
            int keyEnd = SkipString(text, at);
            int valueStart = SkipSpace(text, SkipSpace(text, keyEnd) + 1);
            int valueEnd = SkipValue(text, valueStart);
            members.Add(new RawMember(new JsonSpan(at, keyEnd), new JsonSpan(valueStart, valueEnd)));
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

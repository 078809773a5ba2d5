using System.Buffers;
using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Repairing;

/// <summary>
/// Reads the pieces of JSON that may be broken, and puts right what is wrong inside one: escapes, control characters, quotes.
/// Where JSON is right it is read as it stands.
/// </summary>
/// <param name="notes">Gets what was put right, and the offsets of it.</param>
internal sealed class BrokenJsonScanner(ReadOnlyMemory<byte> source, List<(int Offset, string What)> notes)
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(c => (byte)c)]);

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    // "execution_count"
    private const int LongestKey = 15;

    private static readonly string[] Words = ["true", "false", "null", "NaN", "Infinity", "-Infinity"];

    /// <summary>The offset behind the piece that was read last.</summary>
    public int At { get; set; }

    private ReadOnlySpan<byte> Text => source.Span;

    /// <summary>The next piece.</summary>
    /// <param name="isKey">Whether a key of an object is expected.</param>
    public JsonToken Read(bool isKey)
    {
        int lead = At;
        SkipSpace();
        int start = At;
        if (start >= Text.Length)
        {
            return new JsonToken(JsonTokenKind.End, lead, start, start);
        }

        switch (Text[start])
        {
            case (byte)'{':
                return Single(JsonTokenKind.OpenObject, lead);
            case (byte)'}':
                return Single(JsonTokenKind.CloseObject, lead);
            case (byte)'[':
                return Single(JsonTokenKind.OpenArray, lead);
            case (byte)']':
                return Single(JsonTokenKind.CloseArray, lead);
            case (byte)',':
                return Single(JsonTokenKind.Comma, lead);
            case (byte)':':
                return Single(JsonTokenKind.Colon, lead);
            case (byte)'"':
                return ReadString(lead, isKey);
            default:
                return ReadWord(lead, isKey);
        }
    }

    /// <summary>Whether nothing more stands on this line.</summary>
    public bool IsAtLineEnd
    {
        get
        {
            int next = NextPlace(At);
            return next >= Text.Length || Text[At..next].IndexOfAny((byte)'\n', (byte)'\r') >= 0;
        }
    }

    /// <summary>Whether the next piece is a certain character.</summary>
    public bool IsNext(char wanted)
    {
        int next = NextPlace(At);
        return next < Text.Length && Text[next] == wanted;
    }

    /// <summary>The kind of the piece after the place, by its first character; <see cref="JsonTokenKind.Junk"/> for a word.</summary>
    public JsonTokenKind Peek(ref int from)
    {
        from = NextPlace(from);
        if (from >= Text.Length)
        {
            return JsonTokenKind.End;
        }

        return Text[from++] switch
        {
            (byte)'{' => JsonTokenKind.OpenObject,
            (byte)'}' => JsonTokenKind.CloseObject,
            (byte)'[' => JsonTokenKind.OpenArray,
            (byte)']' => JsonTokenKind.CloseArray,
            (byte)',' => JsonTokenKind.Comma,
            (byte)':' => JsonTokenKind.Colon,
            (byte)'"' => JsonTokenKind.Text,
            _ => JsonTokenKind.Junk,
        };
    }

    /// <summary>Whether what starts at a quote is a key: a string with a colon behind it.</summary>
    public bool IsKeyAt(int quote)
    {
        int end = quote + 1;
        while (end < Text.Length && Text[end..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n') is >= 0 and var stop)
        {
            end += stop;
            if (Text[end] != '\\')
            {
                break;
            }

            end += 2;
        }

        int next = end < Text.Length && Text[end] == '"' ? NextPlace(end + 1) : Text.Length;
        return next < Text.Length && Text[next] == ':';
    }

    private void Note(int offset, string what) => notes.Add((offset, what));

    private JsonToken Single(JsonTokenKind kind, int lead)
    {
        At++;
        return new JsonToken(kind, lead, At - 1, At);
    }

    private void SkipSpace()
    {
        while (At < Text.Length && IsSpace(Text[At]))
        {
            At++;
        }
    }

    private int NextPlace(int from)
    {
        while (from < Text.Length && IsSpace(Text[from]))
        {
            from++;
        }

        return from;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static bool IsLineEnd(byte b) => b is (byte)'\n' or (byte)'\r';

    private JsonToken ReadString(int lead, bool isKey)
    {
        int start = At;
        if (isKey && EndOfOpenKey(start + 1) is >= 0 and var end)
        {
            Note(start, "closed a key that had no closing quote");
            At = end;
            return new JsonToken(JsonTokenKind.Text, lead, start, end, [.. Text[start..end], (byte)'"']);
        }

        var content = new List<byte>();
        At = start + 1;
        bool isChanged = ReadContent(start, isKey, content, mustClose: false)!.Value;
        return new JsonToken(JsonTokenKind.Text, lead, start, At, isChanged ? Quoted(content) : null);
    }

    private static byte[] Quoted(List<byte> content) => [(byte)'"', .. content, (byte)'"'];

    // "cell_type: "code" is a key without its closing quote; "a: b": 1 is one with an odd name.
    private int EndOfOpenKey(int from)
    {
        int end = from;
        while (end < Text.Length && (char.IsAsciiLetterOrDigit((char)Text[end]) || Text[end] is (byte)'_' or (byte)'/' or (byte)'.' or (byte)'+' or (byte)'-'))
        {
            end++;
        }

        return end > from && end < Text.Length && Text[end] == ':' && !IsKeyAt(from - 1) ? end : -1;
    }

    /// <summary>Reads to the closing quote, the content as it is to stand between quotes.</summary>
    /// <returns>Whether anything was put right; null where there is no closing quote and there must be one.</returns>
    private bool? ReadContent(int start, bool isKey, List<byte> content, bool mustClose)
    {
        bool isChanged = mustClose;
        bool hasQuotes = false;
        while (true)
        {
            int stop = Text[At..].IndexOfAny(StringStops);
            int end = stop < 0 ? Text.Length : At + stop;
            content.AddRange(Text[At..end]);
            At = end;
            if (At >= Text.Length)
            {
                if (mustClose)
                {
                    return null;
                }

                Note(start, "closed the text in which the file ends");
                return true;
            }

            switch (Text[At])
            {
                case (byte)'"' when EndsHere(At + 1, isKey, content) && !(hasQuotes && HasMoreQuotes(start, At + 1)):
                    At++;
                    return isChanged;
                case (byte)'"':
                    Note(At, "escaped a quote inside a text");
                    content.AddRange("\\\""u8);
                    At++;
                    isChanged = true;
                    hasQuotes = true;
                    break;
                case (byte)'\\':
                    isChanged |= ReadEscape(content);
                    break;
                case var end1 when IsLineEnd(end1):
                    if (mustClose)
                    {
                        return null;
                    }

                    if (EndsAtLine(start, content))
                    {
                        return true;
                    }

                    Note(At, "escaped a line break inside a text");
                    ReadLineEnd(content);
                    isChanged = true;
                    break;
                case var control:
                    Note(At, $"escaped the control character U+{control:X4} inside a text");
                    content.AddRange(control == '\t' ? "\\t"u8 : Encoding.ASCII.GetBytes($"\\u{control:x4}"));
                    At++;
                    isChanged = true;
                    break;
            }
        }
    }

    private void ReadLineEnd(List<byte> content)
    {
        content.AddRange("\\n"u8);
        At += Text[At] == '\r' && At + 1 < Text.Length && Text[At + 1] == '\n' ? 2 : 1;
    }

    private bool ReadEscape(List<byte> content)
    {
        int length = EscapeLength(At);
        if (length > 0)
        {
            content.AddRange(Text.Slice(At, length));
            At += length;
            return false;
        }

        if (At + 1 >= Text.Length || (Text[At + 1] == 'u' && At + 6 > Text.Length))
        {
            // The file ends inside the escape.
            At = Text.Length;
            return true;
        }

        Note(At, $"doubled the backslash of \\{Encoding.UTF8.GetString(Text.Slice(At + 1, Rune.DecodeFromUtf8(Text[(At + 1)..], out _, out int size) == OperationStatus.Done ? size : 1)).Trim()}, which is no escape");
        content.AddRange("\\\\"u8);
        At++;
        return true;
    }

    private int EscapeLength(int at)
    {
        if (at + 1 >= Text.Length)
        {
            return 0;
        }

        return Text[at + 1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 2,
            (byte)'u' when at + 6 <= Text.Length && Text.Slice(at + 2, 4).IndexOfAnyExcept(HexDigits) < 0 => 6,
            _ => 0,
        };
    }

    /// <summary>Whether a quote is a string's last: what follows is what may follow a string, or nothing on this line closes it.</summary>
    private bool EndsHere(int behind, bool isKey, List<byte> content)
    {
        int at = behind;
        while (at < Text.Length && Text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        if (at >= Text.Length || IsLineEnd(Text[at]))
        {
            return true;
        }

        bool isEnd = Text[at] switch
        {
            (byte)':' => isKey || (content.Count <= LongestKey && StructureKeys.Contains(Encoding.UTF8.GetString([.. content]))),
            (byte)',' => IsValueAt(at + 1),
            (byte)']' or (byte)'}' => IsBehindValue(at + 1),
            (byte)'"' => at > behind || !IsBehindValue(at + 1),
            (byte)'{' or (byte)'[' => isKey,
            _ => isKey && IsValueAt(at),
        };
        if (isEnd)
        {
            return true;
        }

        int next = Text[behind..].IndexOfAny((byte)'"', (byte)'\n');
        return next < 0 || Text[behind + next] == '\n';
    }

    // Of a text that fills its line and has quotes in it, the last one is the end: "f("a", "b")",
    private bool HasMoreQuotes(int start, int behind)
    {
        int line = Text[..start].LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        int end = Text[behind..].IndexOfAny((byte)'\n', (byte)'\r');
        ReadOnlySpan<byte> rest = Text[behind..(end < 0 ? Text.Length : behind + end)].TrimEnd(" \t"u8);
        return Text[line..start].Trim(" \t"u8).IsEmpty && (rest.EndsWith("\""u8) || rest.EndsWith("\","u8));
    }

    private bool IsValueAt(int from)
    {
        int at = NextPlace(from);
        if (at >= Text.Length || Text[from..at].IndexOfAny((byte)'\n', (byte)'\r') >= 0)
        {
            return true;
        }

        ReadOnlySpan<byte> rest = Text[at..];
        return rest[0] is (byte)'"' or (byte)'{' or (byte)'[' or (byte)']' or (byte)'}' or (byte)'-' || char.IsAsciiDigit((char)rest[0])
            || rest.StartsWith("true"u8) || rest.StartsWith("false"u8) || rest.StartsWith("null"u8) || rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8);
    }

    private bool IsBehindValue(int from)
    {
        int at = NextPlace(from);
        return at >= Text.Length || Text[at] is (byte)',' or (byte)']' or (byte)'}' || Text[from..at].IndexOfAny((byte)'\n', (byte)'\r') >= 0;
    }

    /// <summary>
    /// Whether a string whose line ends was to end before it: the next line goes on with JSON. No tool writes line breaks into strings,
    /// so the quote is missing, or its backslash: <c>"\",</c>.
    /// </summary>
    private bool EndsAtLine(int start, List<byte> content)
    {
        int next = NextPlace(At);
        if (next < Text.Length && Text[next] is not ((byte)'"' or (byte)']' or (byte)'}'))
        {
            return false;
        }

        int line = At;
        int end = content.Count;
        while (end > 0 && content[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
            line--;
        }

        if (end > 0 && content[end - 1] == ',')
        {
            end--;
            line--;
        }

        bool isLastLine = end == content.Count || next >= Text.Length || Text[next] != '"';
        content.RemoveRange(end, content.Count - end);
        At = line;
        if (end > 1 && content[end - 1] == '"' && content[end - 2] == '\\' && !isLastLine)
        {
            // A line before another one ends with a line break.
            Note(line, "completed the line break \\n at the end of a text");
            content[end - 1] = (byte)'n';
            return true;
        }

        if (end > 1 && content[end - 1] == '"' && content[end - 2] == '\\' && CountQuotes(content) % 2 == 1)
        {
            Note(line, "doubled a backslash at the end of a text");
            content[end - 1] = (byte)'\\';
            return true;
        }

        Note(start, "closed a text that had no closing quote");
        return true;
    }

    // What is quoted inside a text has two quotes; one more is the end of the text.
    private static int CountQuotes(List<byte> content) => content.Count(b => b == '"');

    private JsonToken ReadWord(int lead, bool isKey)
    {
        int start = At;
        int end = start;
        while (end < Text.Length && !IsSpace(Text[end]) && Text[end] is not ((byte)',' or (byte)']' or (byte)'}' or (byte)':' or (byte)'[' or (byte)'{' or (byte)'"'))
        {
            end++;
        }

        string word = Encoding.UTF8.GetString(Text[start..end]);
        At = end;
        bool isQuoted = end < Text.Length && Text[end] == '"';
        if (!isQuoted && IsValue(word))
        {
            return new JsonToken(JsonTokenKind.Scalar, lead, start, end);
        }

        if (!isKey && Meant(word) is { } meant && (IsBehindValue(end) || end == Text.Length))
        {
            Note(start, $"made {word} {meant}");
            return new JsonToken(JsonTokenKind.Scalar, lead, start, end, Encoding.ASCII.GetBytes(meant));
        }

        // A string without its opening quote has a closing one.
        At = start;
        var content = new List<byte>();
        int known = notes.Count;
        if (ReadContent(start, isKey, content, mustClose: true) is not null)
        {
            Note(start, "opened a text that had no opening quote");
            return new JsonToken(JsonTokenKind.Text, lead, start, At, Quoted(content));
        }

        notes.RemoveRange(known, notes.Count - known);
        int stop = Text[start..].IndexOfAny((byte)'\n', (byte)'\r');
        At = stop < 0 ? Text.Length : start + stop;
        return new JsonToken(JsonTokenKind.Junk, lead, start, At);
    }

    private static bool IsValue(string word)
    {
        if (Words.Contains(word))
        {
            return true;
        }

        if (word.Length == 0 || !(char.IsAsciiDigit(word[0]) || word[0] == '-'))
        {
            return false;
        }

        try
        {
            return JsonReader.Read(word) is JsonNumber;
        }
        catch (JsonSyntaxException)
        {
            return false;
        }
    }

    /// <summary>The value a word was: Python's words, one with a letter missing or cut off, a number JSON writes otherwise.</summary>
    private string? Meant(string word)
    {
        switch (word)
        {
            case "True" or "False":
                return word.ToLowerInvariant();
            case "None" or "undefined":
                return "null";
        }

        if (word.Length > 0 && At >= Text.Length && Words.FirstOrDefault(known => known.StartsWith(word, StringComparison.Ordinal)) is { } cut)
        {
            return cut == "-Infinity" ? "null" : cut;
        }

        if (Words.FirstOrDefault(whole => whole.Length == word.Length + 1 && Enumerable.Range(0, whole.Length).Any(i => whole.Remove(i, 1) == word)) is { } nearly)
        {
            return nearly;
        }

        bool isNumber = word.Length > 0 && word.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or '+' or 'e' or 'E') && word.Any(char.IsAsciiDigit);
        return isNumber && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e+", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal)
            : null;
    }
}

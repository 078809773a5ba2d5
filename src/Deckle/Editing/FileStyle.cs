using System.Text;
using Deckle.Json;

namespace Deckle.Editing;

/// <summary>How a JSON file is laid out, so that what is added looks like the rest.</summary>
/// <param name="LineEnd">LF, CRLF or CR; empty for a file on one line.</param>
/// <param name="Indent">What one level is indented by.</param>
/// <param name="KeySeparator">What stands between a key and its value.</param>
/// <param name="Separator">What stands between two values on one line.</param>
/// <param name="SortsKeys">Whether keys are in the order of code points.</param>
/// <param name="AsciiOnly">Whether everything beyond ASCII is escaped.</param>
internal sealed record FileStyle(string LineEnd, string Indent, string KeySeparator, string Separator, bool SortsKeys, bool AsciiOnly)
{
    public static FileStyle Detect(ReadOnlyMemory<byte> source, JsonValue root)
    {
        ReadOnlySpan<byte> file = source.Span;
        bool ascii = file.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 && HasEscapes(file);
        if (root is not JsonObject { Count: > 0 } members)
        {
            return new FileStyle("\n", " ", ": ", ", ", SortsKeys: false, ascii);
        }

        IReadOnlyList<RawMember> raw = RawMember.Of(source, members);
        string lead = Text(file[(members.Span.Start + 1)..raw[0].Key.Start]);
        string lineStart = LineStart(lead);
        string separator = raw.Count > 1 ? Text(file[raw[0].Value.End..raw[1].Key.Start]) : ", ";
        string lineEnd = lineStart.TrimEnd(' ', '\t');
        return new FileStyle(
            lineEnd,
            lineStart[lineEnd.Length..],
            Text(file[raw[0].Key.End..raw[0].Value.Start]),
            lineStart.Length == 0 && LineStart(separator).Length == 0 ? separator : ", ",
            raw.Count > 1 && IsSorted(members),
            ascii);
    }

    public static bool IsSorted(JsonObject members) =>
        members.Zip(members.Skip(1)).All(pair => CodePointOrder.Instance.Compare(pair.First.Key, pair.Second.Key) < 0);

    /// <summary>The last line break of what stands before a value, and the indent that follows it; empty where there is none.</summary>
    /// <param name="separator">White space, perhaps with a comma in it.</param>
    public static string LineStart(string separator)
    {
        string space = separator[(separator.IndexOf(',', StringComparison.Ordinal) + 1)..];
        int at = space.LastIndexOfAny(['\n', '\r']);
        if (at < 0)
        {
            return "";
        }

        return at > 0 && space[at] == '\n' && space[at - 1] == '\r' ? space[(at - 1)..] : space[at..];
    }

    // An escape of an ASCII character, such as \u001b, says nothing about the others.
    private static bool HasEscapes(ReadOnlySpan<byte> file)
    {
        for (int at = file.IndexOf("\\u"u8); at >= 0; at = file.IndexOf("\\u"u8))
        {
            ReadOnlySpan<byte> hex = file[(at + 2)..];
            if (hex.Length >= 4 && !(hex[0] == '0' && hex[1] == '0' && hex[2] < '8'))
            {
                return true;
            }

            file = hex;
        }

        return false;
    }

    private static string Text(ReadOnlySpan<byte> space) => Encoding.ASCII.GetString(space);
}

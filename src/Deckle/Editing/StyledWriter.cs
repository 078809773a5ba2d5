using System.Buffers;
using System.Text;
using Deckle.Json;

namespace Deckle.Editing;

/// <summary>Writes a new value in the style of the file around it.</summary>
internal sealed class StyledWriter(IBufferWriter<byte> output, FileStyle style)
{
    private readonly JsonWriter scalars = new(output, new JsonWriterOptions { AsciiOnly = style.AsciiOnly });

    /// <param name="lineStart">The line break and indent before the value's line; empty where everything stands on one line.</param>
    public void Write(JsonValue value, string lineStart)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                IEnumerable<JsonMember> ordered = style.SortsKeys ? members.OrderBy(member => member.Key, CodePointOrder.Instance) : members;
                WriteItems('{', '}', ordered, lineStart, (member, start) =>
                {
                    WriteKey(member.Key);
                    Write(member.Value, start);
                });
                break;
            case JsonArray { Count: > 0 } items:
                WriteItems('[', ']', items, lineStart, Write);
                break;
            default:
                scalars.Write(value);
                break;
        }
    }

    public void WriteKey(string key)
    {
        scalars.Write(key);
        Write(style.KeySeparator);
    }

    public void Write(string ascii) => Encoding.ASCII.GetBytes(ascii, output);

    private void WriteItems<T>(char open, char close, IEnumerable<T> items, string lineStart, Action<T, string> write)
    {
        string inner = lineStart.Length == 0 ? "" : lineStart + style.Indent;
        string separator = lineStart.Length == 0 ? style.Separator : "," + inner;
        Write(open.ToString());
        bool isFirst = true;
        foreach (T item in items)
        {
            Write(isFirst ? inner : separator);
            isFirst = false;
            write(item, inner);
        }

        Write(lineStart + close);
    }
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// What stands in memory for outputs that are in a file: a short text that names the job, the message and the part of it. It holds a number
/// that a kernel cannot guess, or a cell could print it and read another job's outputs.
/// </summary>
internal sealed class OutputReferences
{
    // Shorter texts are not worth a reference.
    private const int ShortestText = 256;
    private const int ShortestValue = 4096;

    // Invisible Separator: rare in outputs, and harmless.
    private const char Mark = '\u2063';

    private readonly string prefix = $"{Mark}deckle:{RandomNumberGenerator.GetHexString(16, lowercase: true)}:";
    private readonly byte[] prefixBytes;

    public OutputReferences() => prefixBytes = Encoding.UTF8.GetBytes(prefix);

    /// <summary>Whether there are any.</summary>
    public bool Exist { get; private set; }

    /// <summary>The message with references in place of what is large in it.</summary>
    /// <param name="at">Its position on the tape of its job.</param>
    public Message Shorten(Message message, string job, int at)
    {
        JsonObject content = message.Content;
        if (message.Type == "stream" && content["text"] is JsonString text && text.Utf8.Length >= ShortestText)
        {
            return message with { Content = content.With("text", Reference(job, at, "")) };
        }

        if (content["data"] is not JsonObject data)
        {
            return message;
        }

        foreach (JsonMember member in data)
        {
            if (!member.Key.Contains(Mark, StringComparison.Ordinal) && IsLarge(member.Value))
            {
                data = data.With(member.Key, Reference(job, at, member.Key));
            }
        }

        return message with { Content = content.With("data", data) };
    }

    /// <summary>The output with what its references stand for.</summary>
    /// <param name="read">A message of a job's tape; null where there is none.</param>
    public JsonObject Restore(JsonObject output, Func<string, int, JsonObject?> read)
    {
        if (!Exist)
        {
            return output;
        }

        if (output["text"] is JsonString text)
        {
            return output.With("text", RestoreText(text, read));
        }

        if (output["data"] is not JsonObject data)
        {
            return output;
        }

        foreach (JsonMember member in data)
        {
            if (member.Value is JsonString value && value.Utf8.Span.StartsWith(prefixBytes) && Find(value.Utf8.Span, read, out int length) is { } found && length == value.Utf8.Length)
            {
                data = data.With(member.Key, found);
            }
        }

        return output.With("data", data);
    }

    private JsonString RestoreText(JsonString text, Func<string, int, JsonObject?> read)
    {
        ReadOnlySpan<byte> rest = text.Utf8.Span;
        if (rest.IndexOf(prefixBytes) < 0)
        {
            return text;
        }

        var whole = new ArrayBufferWriter<byte>();
        for (int next; (next = rest.IndexOf(prefixBytes)) >= 0;)
        {
            whole.Write(rest[..next]);
            rest = rest[next..];
            JsonValue? found = Find(rest, read, out int length);
            whole.Write(found is JsonString piece ? piece.Utf8.Span : rest[..length]);
            rest = rest[length..];
        }

        whole.Write(rest);
        return new JsonString(whole.WrittenMemory);
    }

    /// <param name="reference">Begins with one.</param>
    private JsonValue? Find(ReadOnlySpan<byte> reference, Func<string, int, JsonObject?> read, out int length)
    {
        ReadOnlySpan<byte> body = reference[prefixBytes.Length..];
        ReadOnlySpan<byte> mark = Encoding.UTF8.GetBytes(Mark.ToString());
        int end = body.IndexOf(mark);
        length = end < 0 ? prefixBytes.Length : prefixBytes.Length + end + mark.Length;
        string[] parts = end < 0 ? [] : Encoding.UTF8.GetString(body[..end]).Split(':', 3);
        if (parts.Length != 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int at) || read(parts[0], at) is not { } output)
        {
            return null;
        }

        return parts[2].Length == 0 ? output["text"] : output.Get<JsonObject>("data")?[parts[2]];
    }

    private JsonString Reference(string job, int at, string key)
    {
        Exist = true;
        return new JsonString(string.Create(CultureInfo.InvariantCulture, $"{prefix}{job}:{at}:{key}{Mark}"));
    }

    private static bool IsLarge(JsonValue value) => value switch
    {
        JsonString text => text.Utf8.Length >= ShortestValue,
        JsonObject or JsonArray => JsonWriter.ToUtf8(value, JsonWriterOptions.Compact).Length >= ShortestValue,
        _ => false,
    };
}

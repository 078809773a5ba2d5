using System.Diagnostics.CodeAnalysis;
using Deckle.Json;
using Deckle.Kernels.Protocol;
using Deckle.Secrets;

namespace Deckle.Kernels.Connections;

/// <summary>
/// A connection whose messages hold no secrets: nothing behind it ever sees one. What is printed comes in pieces, so the end of a piece
/// that could begin a secret waits for the next one. Buffers are binary and are left as they are.
/// </summary>
internal sealed class RedactingConnection(IKernelConnection inner, SecretRedactor redactor) : IKernelConnection
{
    private readonly Dictionary<string, SecretStream> streams = new(StringComparer.Ordinal);
    private readonly Queue<Message> ready = new();

    // Carries what waits, once it may go on.
    private Message? waiting;

    public Task SendAsync(Message message, CancellationToken cancellationToken = default) => inner.SendAsync(message, cancellationToken);

    public async ValueTask<Message?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (ready.Count == 0)
        {
            Message? message = await inner.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (message is null)
            {
                Release();
                return ready.TryDequeue(out Message? last) ? last : null;
            }

            Take(message);
        }

        return ready.Dequeue();
    }

    public bool TryReceive([NotNullWhen(true)] out Message? message)
    {
        while (ready.Count == 0 && inner.TryReceive(out Message? next))
        {
            Take(next);
        }

        return ready.TryDequeue(out message);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Take(Message message)
    {
        bool isStream = message is { Channel: Channel.IOPub, Type: "stream" } && message.Content["text"] is JsonString;
        if (!isStream)
        {
            // Other channels have an order of their own: a reply may come before the last of what was printed.
            if (message.Channel == Channel.IOPub)
            {
                Release();
            }

            ready.Enqueue(message with { Content = redactor.Redact(message.Content), Metadata = redactor.Redact(message.Metadata) });
            return;
        }

        if (waiting is not null && (waiting.ParentId != message.ParentId || StreamName(waiting) != StreamName(message)))
        {
            Release();
        }

        ReadOnlyMemory<byte> text = StreamOf(message).Take(((JsonString)message.Content["text"]!).Utf8.Span);
        Pass(message, text);
        waiting = StreamOf(message).IsWaiting ? message : null;
    }

    private void Release()
    {
        if (waiting is { } message)
        {
            waiting = null;
            Pass(message, StreamOf(message).Flush());
        }
    }

    private void Pass(Message message, ReadOnlyMemory<byte> text)
    {
        if (text.Length > 0)
        {
            ready.Enqueue(message with { Content = message.Content.With("text", new JsonString(text)) });
        }
    }

    private SecretStream StreamOf(Message message)
    {
        string name = StreamName(message);
        return streams.TryGetValue(name, out SecretStream? stream) ? stream : streams[name] = redactor.NewStream();
    }

    private static string StreamName(Message message) => message.Content.GetText("name") ?? "";
}

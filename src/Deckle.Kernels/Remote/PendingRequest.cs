using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>A request to run code whose reply and "idle" have not both come.</summary>
internal sealed class PendingRequest(Message request)
{
    private Message? first;
    private Message? last;
    private bool hasReply;
    private bool isIdle;

    public string Id => request.Id;

    public JsonObject Header => request.Header;

    /// <summary>Whether the socket broke while it was pending: only then can something of it be lost.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether the kernel is through with it and its reply is still missing, which was sent before.</summary>
    public bool LacksReply => isIdle && !hasReply;

    public bool IsOver => hasReply && isIdle;

    /// <summary>Its first and its last message in the kernel's order of sending.</summary>
    public (Message First, Message Last)? Span => first is { } from && last is { } to ? (from, to) : null;

    public void Take(Message message)
    {
        first ??= message;

        // Of reply and "idle", whichever comes later need not have been sent later; "idle" is.
        last = isIdle ? last : message;
        hasReply |= message is { Channel: Channel.Shell, Type: "execute_reply" };
        isIdle |= message.Type == "status" && message.Content.GetText("execution_state") == "idle";
    }
}

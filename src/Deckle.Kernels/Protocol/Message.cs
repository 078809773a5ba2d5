using System.Globalization;
using Deckle.Json;

namespace Deckle.Kernels.Protocol;

/// <summary>One message of the Jupyter protocol 5.</summary>
/// <param name="Channel">Where it travels.</param>
/// <param name="Header">msg_id, msg_type, session, username, date, version.</param>
/// <param name="ParentHeader">The header of the request this answers; empty for none.</param>
/// <param name="Content">By message type.</param>
public sealed record Message(Channel Channel, JsonObject Header, JsonObject ParentHeader, JsonObject Metadata, JsonObject Content)
{
    /// <summary>Raw bytes beside the JSON, as widgets send them.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers { get; init; } = [];

    /// <summary>
    /// What was lost on the way at this place in the order of messages. Such a message is our connection's own word and no kernel's;
    /// its parent is the request that lost something.
    /// </summary>
    public MessageLoss? Loss { get; init; }

    public string Type => Header.GetText("msg_type") ?? "";

    public string Id => Header.GetText("msg_id") ?? "";

    /// <summary>The id of the request this answers; empty for none.</summary>
    public string ParentId => ParentHeader.GetText("msg_id") ?? "";

    /// <summary>When the sender says it was sent; null where that cannot be read.</summary>
    public DateTimeOffset? Date =>
        DateTimeOffset.TryParse(Header.GetText("date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;

    /// <summary>The content's <c>status</c>: <c>ok</c>, <c>error</c> or <c>aborted</c>; empty for none.</summary>
    public string Status => Content.GetText("status") ?? "";
}

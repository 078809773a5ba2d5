using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Tests.Execution;

/// <summary>One message of a scripted kernel.</summary>
internal sealed record Part(Channel Channel, string Type, JsonObject Content)
{
    /// <summary>The code of an earlier cell whose request this belongs to; null for the cell that runs.</summary>
    public string? ParentCode { get; init; }

    /// <summary>What was lost in its place.</summary>
    public MessageLoss? Loss { get; init; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers { get; init; } = [];

    /// <summary>The kernel ends here.</summary>
    public static Part Die => new(Channel.IOPub, "die", JsonObject.Empty);

    /// <summary>The kernel sends neither reply nor "idle".</summary>
    public static Part Silence => new(Channel.IOPub, "silence", JsonObject.Empty);

    public static Part Info => new(
        Channel.Shell, "kernel_info_reply", JsonObject.Of(("status", "ok"), ("language_info", JsonObject.Of(("name", "script")))));

    public static Part Status(string state) => new(Channel.IOPub, "status", JsonObject.Of(("execution_state", state)));

    public static Part Reply(string status, string ename = "") => new(
        Channel.Shell, "execute_reply", JsonObject.Of(("status", status), ("ename", ename), ("evalue", "why"), ("traceback", JsonArray.From(["line"]))));

    public static Part Stream(string text, string name = "stdout") => new(Channel.IOPub, "stream", JsonObject.Of(("name", name), ("text", text)));

    public static Part Display(string text, string? id = null) => Rich("display_data", text, id);

    public static Part Update(string text, string id) => Rich("update_display_data", text, id);

    public static Part Result(string text, int count, string? id = null) => Rich("execute_result", text, id) switch
    {
        var part => part with { Content = part.Content.With("execution_count", count) },
    };

    public static Part Clear(bool wait) => new(Channel.IOPub, "clear_output", JsonObject.Of(("wait", wait)));

    public static Part Error(string name) => new(
        Channel.IOPub, "error", JsonObject.Of(("ename", name), ("evalue", "why"), ("traceback", JsonArray.From(["line"]))));

    public static Part Comm(string type, string id, JsonObject state, string? target = null)
    {
        JsonObject content = JsonObject.Of(("comm_id", id), ("data", JsonObject.Of(("state", state))));
        return new Part(Channel.IOPub, type, target is null ? content : content.With("target_name", target));
    }

    private static Part Rich(string type, string text, string? id) => new(Channel.IOPub, type, JsonObject.Of(
        ("data", JsonObject.Of(("text/plain", text))),
        ("metadata", JsonObject.Empty),
        ("transient", id is null ? JsonObject.Empty : JsonObject.Of(("display_id", id)))));
}

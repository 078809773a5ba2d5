using System.Text.Json.Nodes;

namespace Deckle.Kernels.Tests.Scripted;

/// <summary>One thing a <see cref="ScriptedKernel"/> does in answer to an execute_request.</summary>
internal abstract record Step
{
    public static Step Busy { get; } = Status("busy");

    public static Step Idle { get; } = Status("idle");

    /// <summary>execute_input with the code of the request.</summary>
    public static Step Input { get; } = new PublishInput();

    /// <summary>The kernel is gone: no reply, no goodbye. What was sent before still arrives.</summary>
    public static Step Die { get; } = new Death();

    public static Step Status(string state) => new Publish("status", new() { ["execution_state"] = state });

    public static Step Stream(string name, string text) => new Publish("stream", new() { ["name"] = name, ["text"] = text });

    public static Step Display(string text, string? displayId = null) => new Publish("display_data", Bundle(text, displayId));

    public static Step UpdateDisplay(string text, string displayId) => new Publish("update_display_data", Bundle(text, displayId));

    /// <summary>execute_result, with the execution count of the request.</summary>
    public static Step Result(string text) => new Publish("execute_result", Bundle(text, null)) { IsCounted = true };

    public static Step ClearOutput(bool wait = false) => new Publish("clear_output", new() { ["wait"] = wait });

    /// <summary>An error output, without the reply.</summary>
    public static Step Error(string ename, string evalue) => new Publish("error", Failure(ename, evalue));

    public static Step CommOpen(string id, string target, JsonObject data) =>
        new Publish("comm_open", new() { ["comm_id"] = id, ["target_name"] = target, ["data"] = data });

    public static Step CommMessage(string id, JsonObject data) => new Publish("comm_msg", new() { ["comm_id"] = id, ["data"] = data });

    public static Step ReplyOk() =>
        new Reply(new() { ["status"] = "ok", ["payload"] = new JsonArray(), ["user_expressions"] = new JsonObject() }) { IsCounted = true };

    public static Step ReplyError(string ename, string evalue)
    {
        JsonObject content = Failure(ename, evalue);
        content["status"] = "error";
        return new Reply(content) { IsCounted = true };
    }

    public static Step ReplyAborted() => new Reply(new() { ["status"] = "aborted" });

    /// <summary>Asks on stdin and goes on when the answer is there.</summary>
    public static Step Ask(string prompt, bool password = false) => new AskInput(prompt, password);

    /// <summary>A stream with the last answer from stdin.</summary>
    public static Step EchoAnswer(string name = "stdout") => new Echo(name);

    public static Step Wait(Gate gate) => new WaitAt(gate);

    private static JsonObject Bundle(string text, string? displayId)
    {
        var content = new JsonObject { ["data"] = new JsonObject { ["text/plain"] = text }, ["metadata"] = new JsonObject() };
        content["transient"] = displayId is null ? [] : new JsonObject { ["display_id"] = displayId };
        return content;
    }

    private static JsonObject Failure(string ename, string evalue) =>
        new() { ["ename"] = ename, ["evalue"] = evalue, ["traceback"] = new JsonArray($"{ename}: {evalue}") };

    /// <summary>A message on iopub.</summary>
    internal sealed record Publish(string Type, JsonObject Content) : Step
    {
        /// <summary>Whether the execution count is put into the content.</summary>
        public bool IsCounted { get; init; }

        /// <summary>Whether the parent header is empty, as in a status that no request caused.</summary>
        public bool IsOrphan { get; init; }

        /// <summary>The execute_request it belongs to, counted from 0; null for the one that is answered now. Threads of a cell write late.</summary>
        public int? ParentIndex { get; init; }

        /// <summary>Whether it is signed with another key, as by somebody who found the port.</summary>
        public bool IsForged { get; init; }

        public JsonObject Metadata { get; init; } = [];

        public IReadOnlyList<byte[]> Buffers { get; init; } = [];
    }

    /// <summary>Frames on iopub that need not be a message.</summary>
    internal sealed record PublishRaw(params byte[][] Frames) : Step;

    /// <summary>The execute_reply.</summary>
    internal sealed record Reply(JsonObject Content) : Step
    {
        public bool IsCounted { get; init; }
    }

    internal sealed record PublishInput : Step;

    internal sealed record AskInput(string Prompt, bool Password) : Step;

    internal sealed record Echo(string Name) : Step;

    internal sealed record WaitAt(Gate Gate) : Step;

    internal sealed record Death : Step;
}

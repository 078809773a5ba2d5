using System.Text.Json.Nodes;

namespace Deckle.Kernels.Tests.Scripted;

/// <summary>What a <see cref="ScriptedKernel"/> does. Made by a test, then read by the kernel.</summary>
internal sealed class KernelScript
{
    private readonly List<(string? Code, Step[] Steps)> parts = [];

    /// <summary>Signs the messages; empty for unsigned ones.</summary>
    public string Key { get; init; } = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

    /// <summary>Whether subscribers are greeted with iopub_welcome (JEP 65), as ipykernel 7 and xeus do.</summary>
    public bool SendsWelcome { get; init; }

    /// <summary>How often kernel_info_request goes unanswered before it is answered: a kernel that is slow to come up.</summary>
    public int IgnoredKernelInfos { get; init; }

    /// <summary>Whether shutdown_request is answered and obeyed.</summary>
    public bool ObeysShutdown { get; init; } = true;

    /// <summary>What follows an interrupt_request in the running cell, in place of the rest of its steps; null for a kernel that does not care.</summary>
    public IReadOnlyList<Step>? OnInterrupt { get; init; } =
        [Step.Error("KeyboardInterrupt", ""), Step.ReplyError("KeyboardInterrupt", ""), Step.Idle];

    /// <summary>The content of kernel_info_reply.</summary>
    public JsonObject KernelInfo { get; init; } = new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.3",
        ["implementation"] = "scripted",
        ["implementation_version"] = "1.0",
        ["language_info"] = new JsonObject { ["name"] = "scripted", ["version"] = "1.0", ["mimetype"] = "text/plain", ["file_extension"] = ".txt" },
        ["banner"] = "A scripted kernel",
        ["help_links"] = new JsonArray(),
    };

    /// <summary>Exactly these steps for the next execute_request that no other part is for.</summary>
    public KernelScript Then(params Step[] steps) => When(null, steps);

    /// <summary>Exactly these steps for the next execute_request of a code.</summary>
    public KernelScript When(string? code, params Step[] steps)
    {
        parts.Add((code, steps));
        return this;
    }

    /// <summary>The outputs in the frame of a cell that succeeds: busy, execute_input, outputs, reply, idle.</summary>
    public KernelScript Cell(string? code, params Step[] outputs) => When(code, Succeeding(outputs));

    /// <summary>The outputs in the frame of a cell that fails: busy, execute_input, outputs, error, reply, idle.</summary>
    public KernelScript FailingCell(string? code, string ename, string evalue, params Step[] outputs) =>
        When(code, [Step.Busy, Step.Input, .. outputs, Step.Error(ename, evalue), Step.ReplyError(ename, evalue), Step.Idle]);

    /// <summary>Takes the part for a code: the first with that code, else the first without one, else a cell without outputs.</summary>
    internal Step[] Take(string code)
    {
        int at = parts.FindIndex(part => part.Code == code);
        at = at < 0 ? parts.FindIndex(part => part.Code is null) : at;
        if (at < 0)
        {
            return Succeeding([]);
        }

        Step[] steps = parts[at].Steps;
        parts.RemoveAt(at);
        return steps;
    }

    private static Step[] Succeeding(Step[] outputs) => [Step.Busy, Step.Input, .. outputs, Step.ReplyOk(), Step.Idle];
}

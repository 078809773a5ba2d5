using System.Diagnostics;
using System.Text.Json.Nodes;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Tests.Scripted;

public class ScriptedKernelTests
{
    [Fact]
    public async Task It_answers_kernel_info_on_shell_and_control_and_echoes_the_heartbeat()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript());
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        string asked = client.Ask("kernel_info_request");
        WireMessage reply = client.Reply();
        client.Control("kernel_info_request");

        Assert.Equal(("kernel_info_reply", asked), (reply.Type, reply.ParentId));
        Assert.Equal("kernel_info_reply", client.ControlReply().Type);
        Assert.Equal(["status:busy", "status:idle"], client.PublishedUntilIdle(asked));
        Assert.Equal([1, 2, 3], client.Beat([1, 2, 3]));
    }

    [Fact]
    public async Task Cells_play_their_part_by_code_then_by_order()
    {
        KernelScript script = new KernelScript()
            .Cell("late", Step.Result("by code"))
            .Cell(null, Step.Stream("stdout", "first"), Step.Display("shown", "d1"), Step.UpdateDisplay("changed", "d1"), Step.ClearOutput(wait: true))
            .FailingCell(null, "ValueError", "no");
        await using var kernel = ScriptedKernel.Start(script);
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        string first = client.Execute("a");
        IReadOnlyList<string> published = client.PublishedUntilIdle(first);
        WireMessage firstReply = client.Reply();
        string second = client.Execute("b");
        IReadOnlyList<string> failed = client.PublishedUntilIdle(second);
        WireMessage secondReply = client.Reply();
        string third = client.Execute("late");
        IReadOnlyList<string> byCode = client.PublishedUntilIdle(third);

        Assert.Equal(["status:busy", "input:a", "stdout:first", "display_data:shown", "update_display_data:changed", "clear_output", "status:idle"], published);
        Assert.Equal(("ok", 1), (Status(firstReply), firstReply.Content["execution_count"]!.GetValue<int>()));
        Assert.Equal(["status:busy", "input:b", "error:ValueError", "status:idle"], failed);
        Assert.Equal(("error", 2), (Status(secondReply), secondReply.Content["execution_count"]!.GetValue<int>()));
        Assert.Equal(["status:busy", "input:late", "execute_result:by code", "status:idle"], byCode);
    }

    [Fact]
    public async Task A_reply_may_come_before_the_outputs_and_idle_may_be_missing()
    {
        var gate = new Gate();
        KernelScript script = new KernelScript().Then(Step.Busy, Step.ReplyOk(), Step.Wait(gate), Step.Stream("stdout", "after"));
        await using var kernel = ScriptedKernel.Start(script);
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        client.Execute("x");
        WireMessage reply = client.Reply();
        await gate.Reached;
        gate.Release();

        Assert.Equal("ok", Status(reply));
        Assert.Equal("busy", client.Published().Content["execution_state"]!.GetValue<string>());
        Assert.Equal("after", client.Published().Content["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_gate_may_be_released_before_it_is_reached()
    {
        var gate = new Gate();
        gate.Release();
        await using var kernel = ScriptedKernel.Start(new KernelScript().Cell(null, Step.Wait(gate)));
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        client.Execute("x");

        Assert.Equal("ok", Status(client.Reply()));
    }

    [Fact]
    public async Task While_a_cell_runs_shell_waits_and_control_answers()
    {
        var gate = new Gate();
        await using var kernel = ScriptedKernel.Start(new KernelScript().Cell("long", Step.Wait(gate)));
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        string running = client.Execute("long");
        await gate.Reached;
        string asked = client.Ask("kernel_info_request");
        client.Control("kernel_info_request");
        WireMessage control = client.ControlReply();
        gate.Release();

        Assert.Equal("kernel_info_reply", control.Type);
        Assert.Equal([running, asked], [client.Reply().ParentId!, client.Reply().ParentId!]);
    }

    [Fact]
    public async Task An_interrupt_ends_the_cell_and_aborts_what_waits()
    {
        var gate = new Gate();
        await using var kernel = ScriptedKernel.Start(new KernelScript().Cell("long", Step.Wait(gate), Step.Stream("stdout", "never")));
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        string running = client.Execute("long");
        await gate.Reached;
        string queued = client.Execute("next");
        await kernel.Received.Next("execute_request", 2);
        client.Control("interrupt_request");
        WireMessage[] replies = [client.Reply(), client.Reply()];
        gate.Release();

        Assert.Equal("interrupt_reply", client.ControlReply().Type);
        Assert.Equal([(running, "error"), (queued, "aborted")], replies.Select(reply => (reply.ParentId!, Status(reply))));
        Assert.Equal("kernel_info_reply", Info(client).Type);
        Assert.DoesNotContain("stdout:never", client.PublishedUntilIdle(queued));
    }

    [Fact]
    public async Task A_question_on_stdin_waits_for_its_answer()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript().Cell(null, Step.Ask("Name? "), Step.EchoAnswer()));
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        string request = client.Execute("input()");
        WireMessage question = client.Question();
        client.Answer("Ada");

        Assert.Equal("Name? ", question.Content["prompt"]!.GetValue<string>());
        Assert.Contains("stdout:Ada", client.PublishedUntilIdle(request));
    }

    [Fact]
    public async Task A_death_is_silent_but_what_was_said_before_arrives()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript().Then(Step.Busy, Step.Stream("stdout", "last words"), Step.Die, Step.ReplyOk()));
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        client.Execute("crash()");
        await kernel.Ended;

        Assert.Equal("status", client.Published().Type);
        Assert.Equal("last words", client.Published().Content["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Shutdown_is_answered_and_obeyed()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript());
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        client.Control("shutdown_request");

        Assert.Equal("shutdown_reply", client.ControlReply().Type);
        await kernel.Ended;
    }

    [Fact]
    public async Task A_kernel_may_greet_its_subscribers_and_be_slow_to_answer()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript { SendsWelcome = true, IgnoredKernelInfos = 2 });
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        WireMessage welcome = client.Published();
        client.Ask("kernel_info_request");
        client.Ask("kernel_info_request");
        string third = client.Ask("kernel_info_request");

        Assert.Equal(("iopub_welcome", null), (welcome.Type, welcome.ParentId));
        Assert.Equal(third, client.Reply().ParentId);
    }

    [Fact]
    public async Task Late_orphaned_forged_and_malformed_messages_can_be_played()
    {
        KernelScript script = new KernelScript().Cell("a").Cell(
            "b",
            new Step.Publish("stream", new() { ["name"] = "stdout", ["text"] = "of a" }) { ParentIndex = 0 },
            new Step.Publish("status", new() { ["execution_state"] = "restarting" }) { IsOrphan = true },
            new Step.Publish("stream", new() { ["name"] = "stdout", ["text"] = "forged" }) { IsForged = true },
            new Step.PublishRaw([1], [2]),
            new Step.Publish("display_data", new() { ["data"] = new JsonObject() }) { Buffers = [[0, 255]] });
        await using var kernel = ScriptedKernel.Start(script);
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        string a = client.Execute("a");
        client.PublishedUntilIdle(a);
        client.Execute("b");
        WireMessage[] published = [.. Enumerable.Range(0, 5).Select(_ => client.Published())];

        Assert.Equal(["status", "execute_input", "stream", "status", "display_data"], published.Select(message => message.Type));
        Assert.Equal(a, published[2].ParentId);
        Assert.Null(published[3].ParentId);
        Assert.Equal([0, 255], Assert.Single(published[4].Buffers));
    }

    [Fact]
    public async Task Requests_that_are_not_signed_with_the_key_are_rejected()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript());
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        client.SendRaw("<IDS|MSG>"u8.ToArray(), "00"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray());
        client.SendRaw([1, 2, 3]);
        Info(client);

        Assert.Equal(2, kernel.Received.Rejected);
        Assert.Equal("kernel_info_request", Assert.Single(kernel.Received.All).Message.Type);
    }

    [Fact]
    public async Task An_empty_key_means_unsigned_messages()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript { Key = "" });
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        Assert.Equal("kernel_info_reply", Info(client).Type);
    }

    [Fact]
    public async Task A_script_that_cannot_be_played_fails_its_test()
    {
        var kernel = ScriptedKernel.Start(new KernelScript().Cell(null, new Step.Publish("stream", []) { ParentIndex = 7 }));
        using TinyClient client = await TinyClient.ConnectAsync(kernel);

        client.Execute("x");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => kernel.Ended);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await kernel.DisposeAsync());
    }

    [Fact]
    public async Task Jupyters_own_client_takes_it_for_a_kernel()
    {
        PythonEnvironment? python = new PythonEnvironments(KernelSearch.FromProcess(Path.GetFullPath("."))).FirstOrDefault(python => python.Ipykernel is not null);
        Assert.SkipWhen(python is null, "needs a Python with ipykernel, whose client is the judge");
        KernelScript script = new KernelScript().Cell("1 + 1", Step.Stream("stdout", "seen"), Step.Ask("Name? "), Step.EchoAnswer(), Step.Result("2"));
        await using var kernel = ScriptedKernel.Start(script);

        // Prints what arrives, then asks the kernel to end.
        const string Client = """
            import sys
            from jupyter_client import BlockingKernelClient
            client = BlockingKernelClient(connection_file=sys.argv[1])
            client.load_connection_file()
            client.start_channels()
            client.wait_for_ready(timeout=20)
            def show(message):
                content = message["content"]
                print(message["msg_type"], content.get("text") or content.get("execution_state") or content.get("code") or content["data"]["text/plain"])
            reply = client.execute_interactive("1 + 1", output_hook=show, stdin_hook=lambda question: client.input("Ada"), allow_stdin=True, timeout=20)
            print(reply["content"]["status"], reply["content"]["execution_count"])
            client.shutdown()
            client.stop_channels()
            """;
        var start = new ProcessStartInfo(python.Program, ["-W", "ignore", "-c", Client, kernel.ConnectionFile]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();

        Assert.Equal(
            "status busy\nexecute_input 1 + 1\nstream seen\nstream Ada\nexecute_result 2\nstatus idle\nok 1\n",
            output);
        await kernel.Ended;
    }

    private static WireMessage Info(TinyClient client)
    {
        client.Ask("kernel_info_request");
        return client.Reply();
    }

    private static string Status(WireMessage reply) => reply.Content["status"]!.GetValue<string>();
}

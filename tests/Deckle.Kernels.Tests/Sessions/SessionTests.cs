using Deckle.Json;
using Deckle.Kernels.Protocol;
using Deckle.Kernels.Sessions;
using Deckle.Kernels.Tests.Execution;

namespace Deckle.Kernels.Tests.Sessions;

public class SessionTests
{
    private static readonly Part[] Waits = [Part.Stream("begun"), Part.Silence];

    [Fact]
    public async Task Jobs_run_one_after_the_other_and_keep_their_outputs()
    {
        await using Session session = await OpenAsync(("a", [Part.Stream("1"), Part.Stream("2")]), ("b", [Part.Result("3", 2)]));

        SessionJob[] jobs = [session.Submit(new JobRequest("a")), session.Submit(new JobRequest("b"))];
        await Over(jobs);

        Assert.Equal(["s-1", "s-2"], jobs.Select(job => job.Id));
        Assert.All(jobs, job => Assert.Equal(ExecutionStatus.Completed, job.Status));
        Assert.Equal([1, 2], jobs.Select(job => job.ExecutionCount));
        Assert.Equal("12", ((JsonObject)Assert.Single(jobs[0].Outputs().Outputs)).GetText("text"));
        Assert.Equal("execute_result", ((JsonObject)Assert.Single(jobs[1].Outputs().Outputs)).GetText("output_type"));
    }

    [Fact]
    public async Task Output_messages_are_read_again_from_any_position()
    {
        await using Session session = await OpenAsync(("a", [Part.Stream("1"), Part.Stream("2"), Part.Clear(wait: false), Part.Display("3", "d"), Part.Update("4", "d")]));

        SessionJob job = session.Submit(new JobRequest("a"));
        await Over(job);

        Assert.Equal(
            ["stream", "stream", "clear_output", "display_data", "update_display_data"],
            Enumerable.Range(0, job.Position).Select(at => job.EventAt(at).GetText("output_type")));
        Assert.Equal("2", job.EventAt(1).GetText("text"));
        Assert.Equal("d", job.EventAt(4).GetText("display_id"));
        Assert.Equal("4", Plain(Assert.Single(job.Outputs().Outputs)));
    }

    [Fact]
    public async Task A_display_that_is_updated_by_a_later_job_changes_in_the_earlier_one()
    {
        await using Session session = await OpenAsync(("a", [Part.Display("old", "d")]), ("b", [Part.Update("new", "d")]));

        SessionJob first = session.Submit(new JobRequest("a"));
        await Over(first, session.Submit(new JobRequest("b")));

        Assert.Equal("new", Plain(Assert.Single(first.Outputs().Outputs)));
    }

    [Fact]
    public async Task What_is_too_large_for_memory_is_kept_in_files_and_read_back_whole()
    {
        using var folder = new Folder();
        string[] pieces = [.. Enumerable.Range(0, 50).Select(number => $"{new string((char)('a' + (number % 26)), 400)}é\n")];
        string large = new('x', 100_000);
        await using Session session = await OpenAsync(
            new SessionOptions { Id = "s", Folder = folder.Path, KeptInMemory = 1000 },
            ("a", [.. pieces.Select(piece => Part.Stream(piece)), Part.Display(large, "d")]),
            ("b", [Part.Stream("small"), Part.Update(large + "y", "d"), Part.Stream(large)]));

        SessionJob first = session.Submit(new JobRequest("a"));
        SessionJob second = session.Submit(new JobRequest("b"));
        await Over(first, second);

        Assert.Equal(["s-1.outputs", "s-2.outputs"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(string.Concat(pieces), ((JsonObject)first.Outputs().Outputs[0]).GetText("text"));
        Assert.Equal(large + "y", Plain(first.Outputs().Outputs[1]));
        Assert.Equal("small" + large, ((JsonObject)Assert.Single(second.Outputs().Outputs)).GetText("text"));
        Assert.Equal(pieces[7], first.EventAt(7).GetText("text"));
    }

    [Fact]
    public async Task A_job_that_is_interrupted_ends_and_the_next_one_runs()
    {
        await using Session session = await OpenAsync(("a", Waits), ("b", []));

        SessionJob first = session.Submit(new JobRequest("a"));
        SessionJob second = session.Submit(new JobRequest("b"));
        await first.ChangeAfter(0).WaitAsync(Patience);
        SessionJob? interrupted = await session.InterruptAsync();
        await Over(first, second);

        Assert.Same(first, interrupted);
        Assert.Equal((ExecutionStatus.Interrupted, ExecutionStatus.Completed), (first.Status, second.Status));
        Assert.Equal("KeyboardInterrupt", first.Error!.Name);
        Assert.Null(await session.InterruptAsync());
    }

    [Fact]
    public async Task A_job_that_waits_is_taken_out_and_never_runs()
    {
        await using Session session = await OpenAsync(("a", Waits), ("b", []));
        SessionJob first = session.Submit(new JobRequest("a"));
        SessionJob second = session.Submit(new JobRequest("b"));
        await first.ChangeAfter(0).WaitAsync(Patience);

        await session.InterruptAsync(second);
        await session.InterruptAsync(first);
        await Over(first, second);

        Assert.Equal(ExecutionStatus.Interrupted, second.Status);
        Assert.Null(second.Started);
        Assert.Equal("interrupted before it ran", second.Note);
    }

    [Fact]
    public async Task A_job_beyond_its_time_is_interrupted()
    {
        await using Session session = await OpenAsync(("a", Waits));

        SessionJob job = session.Submit(new JobRequest("a") { Timeout = TimeSpan.FromMilliseconds(50) });
        await Over(job);

        Assert.Equal((ExecutionStatus.Timeout, "CellTimeoutError"), (job.Status, job.Error!.Name));
    }

    [Fact]
    public async Task The_kernels_death_ends_what_runs_and_what_waits()
    {
        await using Session session = await OpenAsync(("a", [Part.Stream("last"), Part.Die]), ("b", []));

        SessionJob first = session.Submit(new JobRequest("a"));
        SessionJob second = session.Submit(new JobRequest("b"));
        await Over(first, second);

        Assert.All([first, second], job => Assert.Equal(ExecutionStatus.Dead, job.Status));
        Assert.Equal("last", ((JsonObject)Assert.Single(first.Outputs().Outputs)).GetText("text"));
        Assert.Equal("DeadKernelError", first.Error!.Name);
    }

    [Fact]
    public async Task A_restart_aborts_what_runs_and_waits_and_says_so()
    {
        Func<CancellationToken, Task<KernelClient>> again = _ => KernelAsync(("c", []));
        await using var session = new Session(await KernelAsync(("a", Waits), ("b", [])), again, new SessionOptions { Id = "s", ShutdownGrace = TimeSpan.FromMilliseconds(50) });
        SessionJob first = session.Submit(new JobRequest("a"));
        SessionJob second = session.Submit(new JobRequest("b"));
        await first.ChangeAfter(0).WaitAsync(Patience);

        await session.RestartAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        SessionJob third = session.Submit(new JobRequest("c"));
        await Over(first, second, third);

        Assert.Equal((ExecutionStatus.Skipped, "the session was restarted while it ran"), (first.Status, first.Note));
        Assert.Equal((ExecutionStatus.Skipped, "the session was restarted before it ran"), (second.Status, second.Note));
        Assert.Equal(ExecutionStatus.Completed, third.Status);
        Assert.Equal("begun", ((JsonObject)Assert.Single(first.Outputs().Outputs)).GetText("text"));
    }

    [Fact]
    public async Task A_kernel_of_somebody_else_is_not_restarted()
    {
        await using Session session = await OpenAsync();

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => session.RestartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("session-not-ours", error.Code);
    }

    [Fact]
    public async Task A_busy_kernel_is_waited_for_and_then_called_busy()
    {
        await using Session session = await OpenAsync(("a", Waits));
        SessionJob job = session.Submit(new JobRequest("a"));
        await job.ChangeAfter(0).WaitAsync(Patience);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(
            () => session.CompleteAsync("x", null, TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken));

        Assert.Equal("session-busy", error.Code);
        Assert.Contains("s-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_of_a_language_that_is_not_known_are_not_guessed()
    {
        await using Session session = await OpenAsync();

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => session.VariablesAsync(Patience, TestContext.Current.CancellationToken));

        Assert.Equal("session-language-unsupported", error.Code);
    }

    [Fact]
    public async Task The_history_is_a_valid_notebook_of_what_ran()
    {
        await using Session session = await OpenAsync(("a", [Part.Stream("1")]), ("b", [Part.Error("ValueError"), Part.Reply("error", "ValueError")]));
        await Over(session.Submit(new JobRequest("a")), session.Submit(new JobRequest("b")));

        Notebook history = session.ToNotebook("python3", "Python 3");

        Assert.Empty(NotebookValidator.Validate(history));
        Assert.Equal(["a", "b"], history.Cells.Select(cell => cell.Source));
        Assert.Equal(["1", ""], history.Cells.Select(cell => cell.Outputs[0].Text));
        Assert.Equal("python3", history.KernelName);
    }

    [Fact]
    public async Task Outputs_are_kept_within_a_number_of_bytes_and_the_error_stays()
    {
        await using Session session = await OpenAsync(("a", [Part.Stream(new string('é', 5000)), Part.Error("ValueError"), Part.Reply("error", "ValueError")]));
        SessionJob job = session.Submit(new JobRequest("a"));
        await Over(job);

        JobOutputs outputs = job.Outputs(most: 300);

        Assert.True(outputs.IsTruncated);
        Assert.Equal(10007, outputs.Bytes);
        Assert.InRange(((JsonObject)outputs.Outputs[0]).Get<JsonString>("text")!.Utf8.Length, 200, 330);
        Assert.Contains("bytes left out", ((JsonObject)outputs.Outputs[0]).GetText("text"), StringComparison.Ordinal);
        Assert.Equal("ValueError", ((JsonObject)outputs.Outputs[1]).GetText("ename"));
    }

    [Fact]
    public async Task Outputs_after_the_end_belong_to_their_job()
    {
        await using Session session = await OpenAsync(("a", []), ("b", [Part.Stream("late") with { ParentCode = "a" }]));

        SessionJob first = session.Submit(new JobRequest("a"));
        SessionJob second = session.Submit(new JobRequest("b"));
        await Over(first, second);

        Assert.Equal("late", ((JsonObject)Assert.Single(first.Outputs().Outputs)).GetText("text"));
        Assert.Empty(second.Outputs().Outputs);
    }

    [Fact]
    public async Task Messages_are_read_page_by_page_and_none_is_left_out_or_told_twice()
    {
        string[] pieces = [.. Enumerable.Range(0, 30).Select(number => new string((char)('a' + number), 100 * (number % 4)))];
        await using Session session = await OpenAsync(("a", [.. pieces.Select((piece, number) => number % 7 == 6 ? Part.Display(piece, "d") : Part.Stream(piece, number % 5 == 0 ? "stderr" : "stdout"))]));
        SessionJob job = session.Submit(new JobRequest("a"));
        await Over(job);

        var texts = new List<string>();
        for (int at = 0; at < job.Position;)
        {
            JobOutputs page = job.OutputsFrom(at, 350);
            texts.AddRange(page.Outputs.Select(output => ((JsonObject)output).GetText("text") ?? Plain(output)!));
            Assert.InRange(page.Bytes, 0, 350);
            Assert.InRange(page.Next, at + 1, job.Position);
            at = page.Next;
        }

        Assert.Equal(string.Concat(pieces), string.Concat(texts));
        Assert.Equal((0, job.Position), (job.OutputsFrom(job.Position + 5, 10).Outputs.Count, job.OutputsFrom(0, null).Next));
    }

    [Fact]
    public async Task What_was_lost_makes_a_job_incomplete_and_a_lost_reply_ends_it()
    {
        Part gap = Part.Stream("") with { Loss = new MessageLoss("left out") };
        Part end = Part.Stream("") with { Loss = new MessageLoss("not known") { IsOutcome = true } };
        await using Session session = await OpenAsync(("a", [Part.Stream("1"), gap]), ("b", [end, Part.Silence]), ("c", []));

        SessionJob[] jobs = [session.Submit(new JobRequest("a")), session.Submit(new JobRequest("b")), session.Submit(new JobRequest("c"))];
        await Over(jobs);

        Assert.Equal([ExecutionStatus.Incomplete, ExecutionStatus.Incomplete, ExecutionStatus.Completed], jobs.Select(job => job.Status));
        Assert.Equal(["left out", "not known"], jobs.SelectMany(job => job.Losses).Select(loss => loss.Reason));
        Assert.Equal(("", "LostResultError"), (jobs[0].Error?.Name ?? "", jobs[1].Error?.Name));
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);

    private static Task Over(params SessionJob[] jobs) => Task.WhenAll(jobs.Select(job => job.Over)).WaitAsync(Patience);

    private static string? Plain(JsonValue output) => ((JsonObject)output).Get<JsonObject>("data")?.GetText("text/plain");

    private static Task<Session> OpenAsync(params (string Code, Part[] Parts)[] cells) => OpenAsync(new SessionOptions { Id = "s", ShutdownGrace = TimeSpan.FromMilliseconds(50) }, cells);

    private static async Task<Session> OpenAsync(SessionOptions options, params (string Code, Part[] Parts)[] cells) =>
        new(await KernelAsync(cells), startAgain: null, options);

    private static Task<KernelClient> KernelAsync(params (string Code, Part[] Parts)[] cells)
    {
        var scripts = cells.ToDictionary(cell => cell.Code, cell => cell.Parts);
        return KernelClient.OpenAsync(new MemoryKernel(code => scripts[code]), "session", cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo made = Directory.CreateTempSubdirectory("deckle-test-");

        public string Path => made.FullName;

        public void Dispose() => made.Delete(recursive: true);
    }
}

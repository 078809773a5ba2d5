using Deckle.Json;

namespace Deckle.Kernels.Tests.Execution;

public class ExecutorTests
{
    private static readonly string[] Three = ["one", "two", "three"];

    [Fact]
    public async Task Every_cell_says_that_it_completed()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(_ => [Part.Stream("x")], MemoryKernel.NotebookOf(Three));

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal(3, result.CellsExecuted);
        Assert.Equal(["completed", "completed", "completed"], Statuses(result));
        Assert.Equal([1L, 2L, 3L], result.Notebook.Cells.Select(cell => cell.ExecutionCount));
        Assert.Equal("completed", result.Notebook.Metadata.Get<JsonObject>("deckle")!.GetText("status"));
        Assert.Equal("script", result.Notebook.Language);
    }

    [Fact]
    public async Task A_failed_cell_stops_the_run_and_leaves_the_rest_pending()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(FailIn("two"), MemoryKernel.NotebookOf(Three));

        Assert.Equal(ExecutionStatus.Failed, result.Status);
        Assert.Equal(("two", "ValueError", "why", 1), (result.Failure!.Source, result.Failure.ErrorName, result.Failure.ErrorValue, result.Failure.Index));
        Assert.Equal(["completed", "failed", "pending"], Statuses(result));
        Assert.True(result.Notebook.Metadata.Get<JsonObject>("papermill")!["exception"] is JsonBoolean { Value: true });
    }

    [Fact]
    public async Task A_failed_cell_is_marked_for_papermills_readers()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(FailIn("two"), MemoryKernel.NotebookOf(Three));

        Assert.Equal(["papermill-error-cell-tag", "papermill-error-cell-tag"], result.Notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).SelectMany(cell => cell.Tags));
        Assert.Contains("In [2]", result.Notebook.Cells[0].Source, StringComparison.Ordinal);
        Assert.Equal("two", result.Notebook.Cells[3].Source);
        Assert.Equal(5, ErrorMarkers.Remove(result.Notebook).Cells.Count + 2);
    }

    [Fact]
    public async Task Allowed_errors_let_the_run_complete()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(FailIn("two"), MemoryKernel.NotebookOf(Three), new ExecutionOptions { AllowErrors = true });

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal("ValueError", result.Failure!.ErrorName);
        Assert.Equal(["completed", "failed", "completed"], Statuses(result));
    }

    [Fact]
    public async Task A_cell_tagged_raises_exception_may_fail()
    {
        Notebook notebook = Tagged(MemoryKernel.NotebookOf(Three), 1, "raises-exception");

        ExecutionResult result = await MemoryKernel.RunAsync(FailIn("two"), notebook);

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Null(result.Failure);
    }

    [Fact]
    public async Task A_cell_tagged_skip_execution_is_skipped()
    {
        Notebook notebook = Tagged(MemoryKernel.NotebookOf(Three), 1, "skip-execution");

        ExecutionResult result = await MemoryKernel.RunAsync(FailIn("two"), notebook);

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal(["completed", "skipped", "completed"], Statuses(result));
        Assert.Equal(2, result.CellsExecuted);
    }

    [Fact]
    public async Task Exit_zero_ends_the_notebook_well()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            code => code == "two" ? [Part.Error("SystemExit"), Part.Reply("error", "SystemExit") with { Content = JsonObject.Of(("status", "error"), ("ename", "SystemExit"), ("evalue", "0")) }] : [],
            MemoryKernel.NotebookOf(Three));

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal(["completed", "completed", "skipped"], Statuses(result));
    }

    [Fact]
    public async Task A_dead_kernel_is_told_from_a_failed_cell()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(code => code == "two" ? [Part.Stream("last"), Part.Die] : [], MemoryKernel.NotebookOf(Three));

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("DeadKernelError", result.Failure!.ErrorName);
        Assert.Equal(["completed", "dead", "pending"], Statuses(result));
        Assert.Equal("last", result.Notebook.Cells.Single(cell => cell.Source == "two").Outputs.Single().Text);
    }

    [Fact]
    public async Task A_cell_beyond_its_time_is_interrupted()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            code => code == "two" ? [Part.Stream("so far"), Part.Silence] : [],
            MemoryKernel.NotebookOf(Three),
            new ExecutionOptions { CellTimeout = TimeSpan.FromMilliseconds(20) });

        Assert.Equal(ExecutionStatus.Timeout, result.Status);
        Assert.Equal("CellTimeoutError", result.Failure!.ErrorName);
        Assert.Equal(["completed", "timeout", "pending"], Statuses(result));
        Assert.Equal("so far", result.Notebook.Cells.Single(cell => cell.Source == "two").Outputs.Single().Text);
    }

    [Fact]
    public async Task A_tag_sets_the_time_of_its_cell()
    {
        Notebook notebook = Tagged(MemoryKernel.NotebookOf(Three), 1, "timeout=0.02");

        ExecutionResult result = await MemoryKernel.RunAsync(code => code == "two" ? [Part.Silence] : [], notebook);

        Assert.Equal(["completed", "timeout", "pending"], Statuses(result));
        Assert.Equal("the cell ran longer than 0.02 s", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task The_whole_run_has_a_limit_too()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            code => code == "three" ? [Part.Silence] : [], MemoryKernel.NotebookOf(Three), new ExecutionOptions { RunTimeout = TimeSpan.FromMilliseconds(30) });

        Assert.Equal(ExecutionStatus.Timeout, result.Status);
        Assert.Equal("the run took longer than 0.03 s", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task A_stopped_run_is_interrupted_and_says_so()
    {
        using var stop = new CancellationTokenSource();

        ExecutionResult result = await MemoryKernel.RunAsync(
            code => code == "two" ? [Part.Silence] : [],
            MemoryKernel.NotebookOf(Three),
            new ExecutionOptions { Report = step => StopAt(step, 1, stop) },
            stop: stop.Token);

        Assert.Equal(ExecutionStatus.Interrupted, result.Status);
        Assert.Equal(["completed", "interrupted", "pending"], Statuses(result));
        Assert.All(result.Notebook.Cells, cell => Assert.NotEqual("running", cell.Metadata.Get<JsonObject>("papermill")?.GetText("status")));
    }

    [Fact]
    public async Task A_kernel_that_never_says_idle_does_not_hang_the_run()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            _ => [Part.Reply("ok"), Part.Silence], MemoryKernel.NotebookOf("x"), new ExecutionOptions { IdleGrace = TimeSpan.FromMilliseconds(20) });

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Contains("no 'idle'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_whose_reply_never_comes_is_not_called_completed()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            _ => [Part.Status("idle"), Part.Silence], MemoryKernel.NotebookOf(Three), new ExecutionOptions { IdleGrace = TimeSpan.FromMilliseconds(20) });

        Assert.Equal(ExecutionStatus.Failed, result.Status);
        Assert.Equal(["failed", "pending", "pending"], Statuses(result));
        Assert.Equal("NoReplyError", result.Failure!.ErrorName);
    }

    [Fact]
    public async Task Outputs_of_an_earlier_run_are_gone_before_the_first_cell_runs()
    {
        Notebook notebook = MemoryKernel.NotebookOf(Three);
        notebook = notebook.WithCell(2, notebook.Cells[2].With("outputs", JsonArray.Create([JsonObject.Of(("output_type", "stream"))])).With("execution_count", 9));
        var saves = new List<Notebook>();

        await MemoryKernel.RunAsync(FailIn("one"), notebook, new ExecutionOptions { Save = Keep(saves) });

        Assert.All(saves, save => Assert.Empty(save.Cells[^1].Outputs));
        Assert.All(saves, save => Assert.Null(save.Cells[^1].ExecutionCount));
    }

    [Fact]
    public async Task The_first_save_says_running_and_the_last_one_the_truth()
    {
        var saves = new List<Notebook>();

        await MemoryKernel.RunAsync(FailIn("two"), MemoryKernel.NotebookOf(Three), new ExecutionOptions { Save = Keep(saves) });

        Assert.Equal("running", saves[0].Metadata.Get<JsonObject>("deckle")!.GetText("status"));
        Assert.Equal("failed", saves[^1].Metadata.Get<JsonObject>("deckle")!.GetText("status"));
    }

    [Fact]
    public async Task Unchanged_cells_are_the_same_objects_in_every_save()
    {
        var saves = new List<Notebook>();

        await MemoryKernel.RunAsync(_ => [], MemoryKernel.NotebookOf(Three), new ExecutionOptions { Save = Keep(saves), SaveEvery = TimeSpan.Zero }, time: new StandingClock());

        Assert.True(saves.Count > 3);
        Assert.Same(saves[^1].Cells[0].Json, saves[^2].Cells[0].Json);
    }

    [Fact]
    public async Task Steps_are_reported_in_order()
    {
        var steps = new List<string>();

        await MemoryKernel.RunAsync(
            _ => [Part.Stream("x")], MemoryKernel.NotebookOf("one"), new ExecutionOptions { Report = step => steps.Add($"{step.Kind} {step.Index} {step.Status}") });

        Assert.Equal(["RunStarted -1 Running", "CellStarted 0 Running", "CellOutput 0 Running", "CellFinished 0 Completed", "RunFinished -1 Completed"], steps);
    }

    private static Func<string, IEnumerable<Part>> FailIn(string source) =>
        code => code == source ? [Part.Error("ValueError"), Part.Reply("error", "ValueError")] : [];

    private static Func<Notebook, ValueTask> Keep(List<Notebook> saves) => notebook =>
    {
        saves.Add(notebook);
        return ValueTask.CompletedTask;
    };

    private static void StopAt(ExecutionEvent step, int index, CancellationTokenSource stop)
    {
        if (step.Kind == ExecutionEventKind.CellStarted && step.Index == index)
        {
            stop.Cancel();
        }
    }

    private static Notebook Tagged(Notebook notebook, int index, string tag)
    {
        Cell cell = notebook.Cells[index];
        return notebook.WithCell(index, cell.WithMetadata(cell.Metadata.With("tags", JsonArray.From([tag]))));
    }

    /// <summary>The status of every code cell: Deckle's word, else papermill's.</summary>
    private static IEnumerable<string?> Statuses(ExecutionResult result) => result.Notebook.Cells
        .Where(cell => cell.Kind == CellKind.Code)
        .Select(cell => cell.Metadata.Get<JsonObject>("deckle")?.GetText("status") ?? cell.Metadata.Get<JsonObject>("papermill")?.GetText("status"));

    // Saving takes no time by it, so that no save makes the next one wait.
    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}

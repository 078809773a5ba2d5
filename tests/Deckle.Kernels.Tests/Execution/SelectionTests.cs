using Deckle.Json;
using Deckle.Selecting;

namespace Deckle.Kernels.Tests.Execution;

public class SelectionTests
{
    private static readonly Notebook Four = new Func<Notebook>(() =>
    {
        Notebook notebook = MemoryKernel.NotebookOf("one", "two", "three", "four");
        JsonValue outputs = JsonReader.Read("""[{"output_type": "stream", "name": "stdout", "text": "of old"}]""");
        return notebook.WithCells(notebook.Cells.Select(cell => cell.With("outputs", outputs).With("execution_count", 9)));
    })();

    [Fact]
    public async Task Cells_that_are_left_out_are_skipped_and_keep_their_outputs()
    {
        ExecutionResult result = await RunAsync(new SelectOptions { Only = CellSelection.Parse("1") });

        Assert.Equal((ExecutionStatus.Completed, 1), (result.Status, result.CellsExecuted));
        Assert.Equal(["of old", "new", "of old", "of old"], result.Notebook.Cells.Select(cell => cell.Outputs.Single().Text));
        Assert.Equal(["skipped", null, "skipped", "skipped"], result.Notebook.Cells.Select(cell => cell.Metadata.Get<JsonObject>("deckle")?.GetText("status")));
    }

    [Fact]
    public async Task They_say_so_from_the_first_save_on()
    {
        var saves = new List<Notebook>();

        await RunAsync(new SelectOptions { Until = CellSelection.Parse("0") }, notebook =>
        {
            saves.Add(notebook);
            return ValueTask.CompletedTask;
        });

        Assert.Equal("skipped", saves[0].Cells[3].Metadata.Get<JsonObject>("deckle")?.GetText("status"));
    }

    [Fact]
    public async Task A_run_ends_well_before_the_cell_tagged_to_stop()
    {
        Notebook notebook = Four.WithCell(2, Four.Cells[2].WithMetadata(JsonObject.Of(("tags", JsonArray.From(["stop-here"])))));

        ExecutionResult result = await MemoryKernel.RunAsync(_ => [Part.Stream("new")], notebook);

        Assert.Equal((ExecutionStatus.Completed, 2), (result.Status, result.CellsExecuted));
        Assert.Equal("skipped", result.Notebook.Cells[2].Metadata.Get<JsonObject>("deckle")?.GetText("status"));
    }

    [Fact]
    public async Task Cells_of_the_run_that_is_continued_stay_as_they_are()
    {
        var plan = new CellPlan([new CellStep(CellAction.Keep), new CellStep(CellAction.Keep), CellStep.Run, CellStep.Run]);

        ExecutionResult result = await MemoryKernel.RunAsync(_ => [Part.Stream("new")], Four, new ExecutionOptions { Plan = plan });

        Assert.Equal(Four.Cells.Take(2), result.Notebook.Cells.Take(2));
        Assert.Equal(["new", "new"], result.Notebook.Cells.Skip(2).Select(cell => cell.Outputs.Single().Text));
        Assert.Equal(4, result.Ran.Count);
    }

    [Fact]
    public async Task A_failed_run_says_which_cells_ran()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            code => code == "three" ? [Part.Error("ValueError"), Part.Reply("error", "ValueError")] : [], Four);

        JsonArray? ran = result.Notebook.Metadata.Get<JsonObject>("deckle")?.Get<JsonArray>("ran");
        Assert.Equal(Four.Cells.Take(2).Select(cell => (JsonValue)Deckle.Resuming.CellTrace.Of(cell)), ran);
        Assert.False(result.IsKernelKept);
    }

    [Fact]
    public async Task A_kernel_to_keep_is_not_shut_down_after_a_failure_and_the_notebook_names_it()
    {
        var kernel = new MemoryKernel(_ => [Part.Error("ValueError"), Part.Reply("error", "ValueError")]);
        await using KernelClient client = await KernelClient.OpenAsync(kernel, "session");

        ExecutionResult result = await new Executor(client).RunAsync(Four, new ExecutionOptions { HoldAs = "f00" });

        Assert.True(result.IsKernelKept);
        Assert.DoesNotContain(kernel.Received, message => message.Type == "shutdown_request");
        Assert.Equal("f00", result.Notebook.Metadata.Get<JsonObject>("deckle")?.Get<JsonObject>("kernel")?.GetText("held"));
    }

    [Fact]
    public async Task A_run_that_is_well_ends_its_kernel_all_the_same()
    {
        var kernel = new MemoryKernel(_ => []);
        await using KernelClient client = await KernelClient.OpenAsync(kernel, "session");

        ExecutionResult result = await new Executor(client).RunAsync(Four, new ExecutionOptions { HoldAs = "f00" });

        Assert.False(result.IsKernelKept);
        Assert.Contains(kernel.Received, message => message.Type == "shutdown_request");
        Assert.False(result.Notebook.Metadata.Get<JsonObject>("deckle")!.Has("kernel"));
    }

    private static Task<ExecutionResult> RunAsync(SelectOptions options, Func<Notebook, ValueTask>? save = null) => MemoryKernel.RunAsync(
        _ => [Part.Stream("new")], Four, new ExecutionOptions { Plan = CellPlanner.Plan(Four, options), Save = save });
}

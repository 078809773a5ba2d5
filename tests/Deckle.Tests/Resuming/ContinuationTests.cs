using Deckle.Json;
using Deckle.Resuming;
using Deckle.Selecting;

namespace Deckle.Tests.Resuming;

public class ContinuationTests
{
    private static readonly string[] Sources = ["a = 1", "b = 2", "1/0", "c = 3"];

    [Fact]
    public void It_goes_on_with_the_cell_that_failed()
    {
        Continuation rest = Continue(Failed(), Sources);

        Assert.Equal((2, true), (rest.From, rest.IsUnchanged));
        Assert.Equal([0, 1], rest.Earlier);
        Assert.Equal([2, 3], rest.Later);
        Assert.Equal("keep keep run run", Words(rest.Plan));
    }

    [Fact]
    public void The_failed_cell_may_be_another_one_now()
    {
        Continuation rest = Continue(Failed(), ["a = 1", "b = 2", "x = 0", "1/1", "c = 3"]);

        Assert.Equal((2, true), (rest.From, rest.IsUnchanged));
        Assert.Equal([2, 3, 4], rest.Later);
    }

    [Theory]
    [InlineData(0, "a = 5", "b = 2", "1/0", "c = 3")]
    [InlineData(1, "a = 1", "b = 5", "1/0", "c = 3")]
    [InlineData(1, "a = 1", "x = 0", "b = 2", "1/0", "c = 3")]
    [InlineData(1, "a = 1", "1/0", "c = 3")]
    [InlineData(0, "b = 2", "a = 1", "1/0", "c = 3")]
    public void A_change_before_it_is_where_it_goes_on(int from, params string[] sources)
    {
        Continuation rest = Continue(Failed(), sources);

        Assert.Equal((from, false), (rest.From, rest.IsUnchanged));
    }

    [Fact]
    public void Earlier_cells_show_what_they_showed_then()
    {
        Continuation rest = Continue(Failed(), Sources);

        Cell kept = rest.Notebook.Cells[1];
        Assert.Equal(("shown by 1", 2L), (kept.Outputs.Single().Text, kept.ExecutionCount));
        Assert.Equal("completed", kept.Metadata.Get<JsonObject>("papermill")?.GetText("status"));
        Assert.Empty(rest.Notebook.Cells[2].Outputs);
    }

    [Fact]
    public void Some_of_them_may_run_again()
    {
        CellPlan plan = Continue(Failed(), Sources).Again(new Dictionary<int, string> { [1] = "it sets b" });

        Assert.Equal("keep run run run", Words(plan));
        Assert.Equal("it sets b", plan[1].Reason);
    }

    [Fact]
    public void Nothing_is_left_when_the_failed_cell_was_the_last_and_is_gone()
    {
        Continuation rest = Continue(Failed(), Sources[..2]);

        Assert.Equal(2, rest.From);
        Assert.Empty(rest.Later);
    }

    [Fact]
    public void Cells_that_were_left_out_are_left_out_again()
    {
        Notebook ran = Failed().Notebook;
        ran = ran.WithCell(3, ran.Cells[3].WithMetadata((JsonObject)JsonReader.Read("""{"deckle": {"status": "skipped"}}""")));
        var failed = new FailedRun(ran);

        Assert.Equal("keep keep run leave", Words(Continue(failed, Sources).Plan));
        Assert.Equal("keep keep run run", Words(Continuation.Of(failed, Now(Sources), CellPlanner.Plan(Now(Sources)), isSelective: true).Plan));
    }

    [Fact]
    public void A_run_of_papermill_is_known_by_its_cells()
    {
        Notebook ran = Failed().Notebook;
        var failed = new FailedRun(ran.WithMetadata(ran.Metadata.Without("deckle")));

        Assert.False(failed.IsComplete);
        Assert.Equal(2, Continue(failed, Sources).From);
    }

    [Fact]
    public void A_run_that_came_to_its_end_is_complete()
    {
        Notebook ran = Failed().Notebook;

        Assert.True(new FailedRun(ran.WithMetadata((JsonObject)JsonReader.Read("""{"deckle": {"status": "completed"}, "papermill": {}}"""))).IsComplete);
    }

    [Fact]
    public void What_no_run_wrote_cannot_be_continued() =>
        Assert.Equal("resume-not-a-run", Assert.Throws<DeckleException>(() => new FailedRun(Now(Sources))).Code);

    private static Continuation Continue(FailedRun failed, string[] sources) =>
        Continuation.Of(failed, Now(sources), CellPlanner.Plan(Now(sources)), isSelective: false);

    private static Notebook Now(string[] sources) => Notebooks.Of([.. sources.Select((source, index) => Notebooks.Code($"c{index}", source))]);

    /// <summary>Two cells ran, the third failed.</summary>
    private static FailedRun Failed()
    {
        Cell[] cells = [.. Now(Sources).Cells.Select((cell, index) => index < 2 ? Ran(cell, index) : cell)];
        JsonObject deckle = JsonObject.Of(("status", "failed"), ("ran", JsonArray.From(cells.Take(2).Select(CellTrace.Of))));
        JsonObject papermill = JsonObject.Of(("exception", true), ("parameters", JsonObject.Empty));
        return new FailedRun(Notebooks.Of(cells).WithMetadata(JsonObject.Of(("deckle", deckle), ("papermill", papermill))));
    }

    private static Cell Ran(Cell cell, int index) => cell
        .WithMetadata((JsonObject)JsonReader.Read("""{"papermill": {"status": "completed"}}"""))
        .With("execution_count", index + 1)
        .With("outputs", JsonReader.Read($$"""[{"output_type": "stream", "name": "stdout", "text": "shown by {{index}}"}]"""));

    private static string Words(CellPlan plan) => string.Join(' ', plan.Steps.Select(step => step.Action.ToString().ToLowerInvariant()));
}

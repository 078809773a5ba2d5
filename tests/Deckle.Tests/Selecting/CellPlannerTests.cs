using Deckle.Selecting;

namespace Deckle.Tests.Selecting;

public class CellPlannerTests
{
    private static readonly Notebook Report = Notebooks.Of(
        Notebooks.Code("p", "x = 1", "parameters"),
        Notebooks.Code("a", "a", "load"),
        Cell.Markdown("m", "text"),
        Notebooks.Code("s", "s", "skip-execution"),
        Notebooks.Code("b", "b", "plot"),
        Notebooks.Code("c", "c", "plot"));

    [Fact]
    public void Everything_runs_but_what_tags_leave_out() => Assert.Equal("run run run skip run run", Plan(new SelectOptions()));

    [Fact]
    public void Only_what_was_chosen_runs_and_the_parameters() =>
        Assert.Equal("run leave run leave run run", Plan(new SelectOptions { Only = CellSelection.Parse("plot") }));

    [Fact]
    public void Skipping_wins_over_choosing_and_over_parameters() => Assert.Equal(
        "leave leave run leave run leave",
        Plan(new SelectOptions { Only = CellSelection.Parse("plot"), Skip = CellSelection.Parse("p,-1") }));

    [Fact]
    public void The_run_ends_with_the_last_cell_of_until() =>
        Assert.Equal("run run run skip run leave", Plan(new SelectOptions { Until = CellSelection.Parse("b") }));

    [Fact]
    public void The_run_ends_before_the_cell_tagged_to_stop() =>
        Assert.Equal("run run run skip leave leave", Plan(new SelectOptions { StopTag = "plot" }));

    [Fact]
    public void No_tag_stops_where_the_tag_is_empty()
    {
        Notebook notebook = Notebooks.Of(Notebooks.Code("a", "a", "stop-here"), Notebooks.Code("b", "b"));

        Assert.Equal([CellAction.Leave, CellAction.Leave], CellPlanner.Plan(notebook).Steps.Select(step => step.Action));
        Assert.Equal([CellAction.Run, CellAction.Run], CellPlanner.Plan(notebook, new SelectOptions { StopTag = "" }).Steps.Select(step => step.Action));
    }

    [Fact]
    public void A_plan_says_why()
    {
        CellPlan plan = CellPlanner.Plan(Report, new SelectOptions { Only = CellSelection.Parse("load"), Skip = CellSelection.Parse("c") });

        Assert.Equal(["", "", "", "not selected by --only", "not selected by --only", "left out by --skip"], plan.Steps.Select(step => step.Reason));
    }

    [Fact]
    public void An_injected_cell_moves_those_behind_it()
    {
        CellPlan plan = CellPlanner.Plan(Report, new SelectOptions { Only = CellSelection.Parse("load") }).Insert(1);

        Assert.Equal("run run run run leave leave leave", Words(plan));
    }

    private static string Plan(SelectOptions options) => Words(CellPlanner.Plan(Report, options));

    private static string Words(CellPlan plan) => string.Join(' ', plan.Steps.Select(step => step.Action.ToString().ToLowerInvariant()));
}

using Deckle.Comparing;
using Deckle.Json;

namespace Deckle.Tests.Comparing;

public class CellJudgeTests
{
    private static readonly Output Failure = Outputs.Error("ValueError", "v", "Traceback", "ValueError: v");

    [Fact]
    public void A_cell_with_the_outputs_of_its_reference_passes() =>
        Assert.Equal(CellVerdict.Passed, CellJudge.Judge(Ran(Outputs.Stream("a")), CellMarkers.None, new CellRecord([Outputs.Stream("a")])));

    [Fact]
    public void A_cell_with_other_outputs_fails()
    {
        CellVerdict verdict = CellJudge.Judge(Ran(Outputs.Stream("a")), CellMarkers.None, new CellRecord([]));

        Assert.Equal((CellOutcome.Failed, "Cell outputs differ"), (verdict.Outcome, verdict.Header));
        Assert.Equal("Missing output fields from running code: {'stdout'}", verdict.Details);
        Assert.Single(verdict.Differences);
    }

    [Theory]
    [InlineData(false, null, CellOutcome.Failed)]
    [InlineData(false, false, CellOutcome.Passed)]
    [InlineData(true, null, CellOutcome.Passed)]
    [InlineData(true, true, CellOutcome.Failed)]
    public void Lax_tests_compare_only_what_is_marked(bool isLax, bool? check, CellOutcome expected) => Assert.Equal(
        expected,
        CellJudge.Judge(Ran(Outputs.Stream("a")), new CellMarkers { Check = check }, new CellRecord([Outputs.Stream("b")]), new JudgeOptions { IsLax = isLax }).Outcome);

    [Fact]
    public void A_skipped_cell_is_not_looked_at() =>
        Assert.Equal(CellOutcome.Skipped, CellJudge.Judge(Ran(), new CellMarkers { Skip = true }, null).Outcome);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_error_fails_a_cell_even_where_nothing_is_compared(bool isLax)
    {
        CellVerdict verdict = CellJudge.Judge(
            Ran(Failure), new CellMarkers { Check = false }, new CellRecord([Failure]), new JudgeOptions { IsLax = isLax });

        Assert.Equal((CellOutcome.Failed, "Cell execution caused an exception"), (verdict.Outcome, verdict.Header));
        Assert.Equal("\nTraceback\nValueError: v", verdict.Details);
    }

    [Fact]
    public void A_cell_that_may_raise_is_compared_like_any_other()
    {
        var raises = new CellMarkers { RaisesException = true };

        Assert.Equal(CellOutcome.Passed, CellJudge.Judge(Ran(Failure), raises, new CellRecord([Failure])).Outcome);
        Assert.StartsWith(" mismatch 'evalue'", CellJudge.Judge(Ran(Failure), raises, new CellRecord([Outputs.Error("ValueError", "w")])).Details, StringComparison.Ordinal);
        Assert.Equal(CellOutcome.Passed, CellJudge.Judge(Ran(), raises, new CellRecord([])).Outcome);
        Assert.Equal("Missing output fields from running code: {'ename', 'evalue'}", CellJudge.Judge(Ran(Failure), raises, new CellRecord([])).Details);
        Assert.Equal(
            CellOutcome.Passed,
            CellJudge.Judge(Ran(), raises with { Check = false }, new CellRecord([Failure])).Outcome);
    }

    [Fact]
    public void A_reference_that_never_ran_is_not_compared() =>
        Assert.Equal(CellOutcome.Passed, CellJudge.Judge(Notebooks.Code("a", "1"), CellMarkers.None, new CellRecord([Outputs.Stream("a")])).Outcome);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reference_that_never_ran_and_has_outputs_fails(bool isLax)
    {
        Cell unrun = Notebooks.Code("a", "1").With("outputs", JsonArray.From([Outputs.Stream("a").Json]));

        CellVerdict verdict = CellJudge.Judge(unrun, CellMarkers.None, new CellRecord([Outputs.Stream("a")]), new JudgeOptions { IsLax = isLax });

        Assert.Equal((CellOutcome.Failed, "Unrun reference cell has outputs"), (verdict.Outcome, verdict.Header));
    }

    [Fact]
    public void An_error_comes_before_an_unrun_reference() => Assert.Equal(
        "Cell execution caused an exception",
        CellJudge.Judge(Notebooks.Code("a", "1").With("outputs", JsonArray.From([Failure.Json])), CellMarkers.None, new CellRecord([Failure])).Header);

    [Fact]
    public void A_timeout_is_told_with_its_limit()
    {
        var interrupted = new CellRecord([Outputs.Error("KeyboardInterrupt", "")]) { TimedOut = TimeSpan.FromSeconds(2.5) };

        Assert.Equal("Timeout of 2.5 seconds exceeded executing cell", CellJudge.Judge(Ran(), CellMarkers.None, interrupted).Header);
        Assert.Equal(
            "Timeout of 3 seconds exceeded while executing cell. Failed to interrupt kernel in 5 seconds, so failing without traceback.",
            CellJudge.Judge(Ran(), CellMarkers.None, new CellRecord([]) { TimedOut = TimeSpan.FromSeconds(3), InterruptFailed = TimeSpan.FromSeconds(5) }).Header);
        Assert.Equal("Cell execution caused an exception", CellJudge.Judge(Ran(), CellMarkers.None, interrupted with { Outputs = [Failure] }).Header);
    }

    [Fact]
    public void Behind_a_timeout_failures_are_expected()
    {
        var after = new JudgeOptions { IsAfterTimeout = true };

        CellVerdict failed = CellJudge.Judge(Ran(), CellMarkers.None, new CellRecord([Failure]), after);
        CellVerdict passed = CellJudge.Judge(Ran(), CellMarkers.None, new CellRecord([]), after);

        Assert.Equal((CellOutcome.ExpectedFailure, "Cell execution caused an exception"), (failed.Outcome, failed.Header));
        Assert.Equal((CellOutcome.UnexpectedPass, "Previous cell timed out, expected cell to fail"), (passed.Outcome, passed.Header));
        Assert.Equal(CellOutcome.Skipped, CellJudge.Judge(Ran(), new CellMarkers { Skip = true }, null, after).Outcome);
    }

    [Fact]
    public void A_dead_kernel_fails_the_cell() => Assert.Equal(
        "Kernel dead on test start",
        CellJudge.Judge(Ran(), CellMarkers.None, new CellRecord([]) { KernelDeath = "Kernel dead on test start" }).Header);

    private static Cell Ran(params Output[] outputs) =>
        Notebooks.Code("a", "1").With("execution_count", 1).With("outputs", JsonArray.From(outputs.Select(output => output.Json)));
}

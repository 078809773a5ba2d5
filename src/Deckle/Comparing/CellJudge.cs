using System.Globalization;

namespace Deckle.Comparing;

/// <summary>Decides whether a cell passes its test, in nbval's order and with nbval's messages.</summary>
public static class CellJudge
{
    public const string AfterTimeout = "Previous cell timed out, expected cell to fail";

    /// <param name="reference">The cell as it stands in the notebook.</param>
    /// <param name="markers">What the cell asks for.</param>
    /// <param name="record">What happened; not looked at where the cell is to be skipped, and may be null then.</param>
    /// <exception cref="DeckleException"><c>sanitize-regex-too-slow</c>.</exception>
    public static CellVerdict Judge(Cell reference, CellMarkers markers, CellRecord? record, JudgeOptions? options = null)
    {
        options ??= JudgeOptions.Default;
        if (markers.Skip)
        {
            return CellVerdict.Skipped;
        }

        ArgumentNullException.ThrowIfNull(record);
        CellVerdict verdict = Execution(markers, record) ?? Comparison(reference, markers, record, options);

        // nbval marks the cells behind a timeout as xfail; the one that timed out is a plain failure.
        return !options.IsAfterTimeout ? verdict
            : verdict.Outcome == CellOutcome.Failed ? verdict with { Outcome = CellOutcome.ExpectedFailure }
            : verdict with { Outcome = CellOutcome.UnexpectedPass, Header = AfterTimeout };
    }

    /// <summary>What went wrong in running the cell; null for nothing that fails it.</summary>
    private static CellVerdict? Execution(CellMarkers markers, CellRecord record)
    {
        if (record.KernelDeath is { } death)
        {
            return Failed(death);
        }

        if (record is { TimedOut: { } limit, InterruptFailed: { } grace })
        {
            return Failed(
                $"Timeout of {Seconds(limit)} seconds exceeded while executing cell. Failed to interrupt kernel in {Seconds(grace)} seconds, so failing without traceback.");
        }

        Output? error = markers.RaisesException ? null : record.Outputs.FirstOrDefault(output => output.Kind == OutputKind.Error);
        if (error is null)
        {
            return null;
        }

        string header = record.TimedOut is { } passed && error.ErrorName == "KeyboardInterrupt"
            ? $"Timeout of {Seconds(passed)} seconds exceeded executing cell"
            : "Cell execution caused an exception";
        return Failed(header, "\n" + string.Join('\n', error.Traceback));
    }

    private static CellVerdict Comparison(Cell reference, CellMarkers markers, CellRecord record, JudgeOptions options)
    {
        bool isUnrun = reference.ExecutionCount is null;
        if (isUnrun && reference.Outputs.Count > 0)
        {
            return Failed("Unrun reference cell has outputs");
        }

        if (isUnrun || !(markers.Check ?? !options.IsLax))
        {
            return CellVerdict.Passed;
        }

        IReadOnlyList<OutputDifference> differences = OutputComparer.Compare(reference.Outputs, record.Outputs, options.Compare.For(markers));
        return differences.Count == 0
            ? CellVerdict.Passed
            : new CellVerdict(CellOutcome.Failed, "Cell outputs differ", NbvalReport.Of(differences), differences);
    }

    private static CellVerdict Failed(string header, string details = "") => new(CellOutcome.Failed, header, details, []);

    // Python's %g.
    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
}

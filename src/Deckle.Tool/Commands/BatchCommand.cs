using System.CommandLine;
using Deckle.Batches;
using Deckle.Kernels;
using Deckle.Parameters;
using Deckle.Tool.Batch;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle batch INPUT…</c>.</summary>
internal sealed class BatchCommand
{
    private readonly Argument<string[]> inputs = new("INPUT") { Description = "Notebooks, folders of notebooks, or patterns such as 'reports/**/*.ipynb'.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> outputDir = new("--output-dir", "-o") { Description = "The folder of all results.", HelpName = "DIR" };
    private readonly Option<string?> output = new("--output") { Description = "The path of each result, with {parameters} and {notebook}.", HelpName = "TEMPLATE" };
    private readonly Option<string[]> grid = new("--grid") { Description = "NAME=VALUE,VALUE or NAME=FIRST..LAST..STEP: run every combination. Repeatable.", HelpName = "NAME=VALUES" };
    private readonly Option<string?> paramsFile = new("--params-file") { Description = "A table of parameters, a run a row: CSV, TSV, JSON Lines, JSON or YAML.", HelpName = "PATH" };
    private readonly RunOptions run = new();
    private readonly Option<int?> jobs = new("--jobs", "-j") { Description = "How many run at a time; by default one a core, as far as memory goes.", HelpName = "N" };
    private readonly Option<bool> failFast = new("--fail-fast") { Description = "Start none any more once one has failed." };
    private readonly Option<int> retry = new("--retry") { Description = "Try a run that failed again, at most N times.", HelpName = "N" };
    private readonly Option<bool> force = new("--force") { Description = "Run also what is done and unchanged." };
    private readonly Option<bool> yes = new("--yes") { Description = "Run also more than 10,000 runs." };
    private readonly Option<bool> dryRun = new("--dry-run", "--list") { Description = "List the runs; run none." };
    private readonly Option<string[]> summary = new("--summary") { Description = "Write a summary; .md, .json or .xml (JUnit). Repeatable.", HelpName = "FILE" };
    private readonly Option<string[]> junit = new("--junit") { Description = "Write a summary as JUnit XML, whatever the file's name.", HelpName = "FILE" };
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "A line on stderr for each run that ends." };
    private readonly Option<bool> json = new("--json") { Description = "Print the summary as one JSON object." };

    public static Command Create() => new BatchCommand().Build();

    private Command Build()
    {
        var command = new Command(
            "batch",
            """
            Run many notebooks, or one with many sets of parameters, side by side. What is done and unchanged is skipped.

            Example: deckle batch train.ipynb --grid alpha=0.1,0.2 --grid n=1..5 --output-dir runs
            """)
        { inputs, outputDir, output, grid, paramsFile };
        run.AddTo(command);
        foreach (Option option in (ReadOnlySpan<Option>)[jobs, failFast, retry, force, yes, dryRun, summary, junit, verbose, json])
        {
            command.Add(option);
        }

        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        RunRequest common = run.Read(parsed, "", null);
        int width = AtLeast("--jobs", parsed.GetValue(jobs) ?? BatchJobs.Default(Environment.ProcessorCount, MachineMemory.Available()), 1);
        int retries = AtLeast("--retry", parsed.GetValue(retry), 0);
        using var files = new SummaryFiles(parsed.GetValue(summary) ?? [], parsed.GetValue(junit) ?? []);
        var sets = new ParameterSets(new ParameterGrid([.. (parsed.GetValue(grid) ?? []).Select(GridAxis.Parse)]), parsed.GetValue(paramsFile), common.Parameters);
        string? template = parsed.GetValue(output);
        var layout = new BatchLayout(parsed.GetValue(outputDir) ?? (template is null ? "runs" : ""), template, sets.Vary);
        if (common.Remote?.Downloads.Count > 0 && StorePath.IsRemote(layout.Root))
        {
            throw RemoteRunErrors.DownloadsToStore(layout.Root);
        }

        var plan = new BatchPlan(
            BatchInputs.Find(parsed.GetValue(inputs)!, layout.Root), sets, layout, new RunIdentity(Guid.NewGuid().ToString(), TimeProvider.System.GetLocalNow()));
        BatchSurvey survey = plan.Survey(parsed.GetValue(yes));
        RunConsole.Warn(Console.Error, survey.Warnings());
        bool isDryRun = parsed.GetValue(dryRun);
        common = isDryRun ? common : common with { HostTools = common.HostTools with { Prepared = new PreparedTools(common.HostTools, common.Sandbox, common.Folder) } };
        files.Prepare(common.FixesPlaces && !isDryRun);
        using FixedFolder? root = isDryRun ? null : FixedFolder.Of(common, layout.Root);
        var runner = new BatchRunner(common, retries, parsed.GetValue(force), TimeProvider.System, root);
        using ResultSpool? spool = files.Any || parsed.GetValue(json) ? new ResultSpool() : null;
        var totals = new BatchTotals();
        void Take(BatchResult result)
        {
            totals.Add(result);
            spool?.Add(result.Run.Index, result.ToJson());
            if (isDryRun && !parsed.GetValue(json))
            {
                Console.Out.WriteLine(BatchConsole.Plan(result));
            }
        }

        using var signals = new RunSignals();
        long began = TimeProvider.System.GetTimestamp();
        if (isDryRun)
        {
            Look(plan, runner, Take, signals.Token);
        }
        else
        {
            Execute(parsed, plan, survey, runner, width, Take, signals);
        }

        var end = new Summary(totals, spool?.Rows() ?? [])
        {
            Duration = TimeProvider.System.GetElapsedTime(began),
            Jobs = width,
            IsDryRun = isDryRun,
            IsInterrupted = signals.Token.IsCancellationRequested,
        };
        files.Write(end);
        Tell(end, parsed.GetValue(json));
        return ExitCode(end, signals.WasTerminated);
    }

    private static void Look(BatchPlan plan, BatchRunner runner, Action<BatchResult> take, CancellationToken stop)
    {
        foreach (BatchRun each in plan.Runs().TakeWhile(_ => !stop.IsCancellationRequested))
        {
            take(runner.Known(each) ?? new BatchResult(each, BatchStatus.Pending));
        }
    }

    private void Execute(ParseResult parsed, BatchPlan plan, BatchSurvey survey, BatchRunner runner, int width, Action<BatchResult> take, RunSignals signals)
    {
        bool isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        using LiveTable? table = isTerminal ? new LiveTable(Console.Error, Size, TimeProvider.System, survey.Count) : null;
        var view = new BatchView(Console.Error, table, parsed.GetValue(verbose));
        new BatchScheduler(runner, view, width, parsed.GetValue(failFast)).RunAsync(plan.Runs(), take, signals.Token, signals.Hurry).GetAwaiter().GetResult();
    }

    private static void Tell(Summary end, bool isJson)
    {
        if (isJson)
        {
            using Stream stdout = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
            JsonSummary.Write(end, stdout);
        }
        else if (end.Totals.Count == 0)
        {
            Console.Error.WriteLine("nothing to do: no notebooks, or no rows of parameters");
        }
        else if (end.IsDryRun)
        {
            Console.Error.WriteLine(end.Totals.Line());
        }
        else
        {
            foreach (string line in BatchConsole.Lines(end))
            {
                Console.Out.WriteLine(line);
            }
        }
    }

    private static int ExitCode(Summary end, bool isTerminated) =>
        end.IsInterrupted ? RunReport.ExitCode(ExecutionStatus.Interrupted, isTerminated)
        : end.Totals.Count == 0 ? ExitCodes.NothingToDo
        : end.Totals.ExitCode;

    private static int AtLeast(string option, int value, int least) => value >= least ? value : throw BatchErrors.NotPositive(option, value, least);

    // A terminal that does not know its size says 0.
    private static (int Width, int Height) Size() =>
        (Console.WindowWidth is > 0 and int width ? width : 100, Console.WindowHeight is > 0 and int height ? height : 24);
}

using System.CommandLine;
using Deckle.Kernels;
using Deckle.Tool.Running;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle run IN OUT -p NAME VALUE</c>.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string> input = new("input") { Description = "The notebook; - for stdin. {parameters} in the path are filled in." };
    private readonly Argument<string?> output = new("output") { Description = "Where the result goes; - for stdout. Without it nothing is saved.", Arity = ArgumentArity.ZeroOrOne };
    private readonly RunOptions run = new();
    private readonly Option<bool> resume = new("--resume") { Description = "Continue the failed run whose result is the output (or the only notebook given)." };
    private readonly Option<bool> prepareOnly = new("--prepare-only") { Description = "Write the notebook with its parameters; do not run it." };
    private readonly Option<bool> logOutput = new("--log-output") { Description = "Copy what cells print to stderr as it comes." };
    private readonly Option<string?> stdoutFile = new("--stdout-file") { Description = "Write what cells print to stdout into a file, as it comes." };
    private readonly Option<string?> stderrFile = new("--stderr-file") { Description = "Write what cells print to stderr into a file, as it comes." };
    private readonly Option<bool> progress = new("--progress-bar") { Description = "Show progress also where stderr is not a terminal." };
    private readonly Option<bool> noProgress = new("--no-progress-bar") { Description = "Show no progress." };
    private readonly Option<string?> events = new("--events") { Description = "jsonl: print each step of the run as a JSON object on its own line; steps: without sources and outputs.", HelpName = "jsonl|steps" };
    private readonly Option<bool> json = new("--json") { Description = "Print the result as one JSON object." };

    private RunCommand() => events.AcceptOnlyFromAmong("jsonl", "steps");

    public static Command Create() => new RunCommand().Build();

    private Command Build()
    {
        var command = new Command("run", "Run a notebook with parameters and save the result.\n\nExample: deckle run report.ipynb out/report.ipynb -p year 2026")
        {
            input, output,
        };
        run.AddTo(command);
        foreach (Option option in (ReadOnlySpan<Option>)[resume, prepareOnly, logOutput, stdoutFile, stderrFile, progress, noProgress, events, json])
        {
            command.Add(option);
        }

        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        RunRequest request = run.Read(parsed, parsed.GetValue(input)!, parsed.GetValue(output)) with
        {
            PrepareOnly = parsed.GetValue(prepareOnly),
            Resume = parsed.GetValue(resume),
        };
        if (request.Resume && (request.PrepareOnly || request.Input == "-" || request.Output == "-"))
        {
            throw new DeckleException("usage", "--resume continues a notebook in its file", "give it as a path, and leave out --prepare-only");
        }

        if (request.Output == "-" && (parsed.GetValue(json) || parsed.GetValue(events) is not null))
        {
            throw new DeckleException("usage", "the notebook and the report cannot both go to stdout", "write the notebook to a file, or leave out --json and --events");
        }

        var runner = new NotebookRunner(request, TimeProvider.System);
        PreparedNotebook prepared = runner.Prepare();
        RunConsole.Warn(Console.Error, prepared.Warnings);
        if (request.PrepareOnly)
        {
            runner.WriteUnrun(prepared);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(RunReport.Json(new ExecutionResult(prepared.Notebook, ExecutionStatus.Pending, null, 0, TimeSpan.Zero, []), runner.Context).ToString());
            }

            return ExitCodes.Done;
        }

        using var signals = new RunSignals();
        try
        {
            return Execute(parsed, runner, prepared, signals);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            CommandLine.Show(RunErrors.Stopped(), parsed.GetValue(json));
            return RunReport.ExitCode(ExecutionStatus.Interrupted, signals.WasTerminated);
        }
    }

    private int Execute(ParseResult parsed, NotebookRunner runner, PreparedNotebook prepared, RunSignals signals)
    {
        bool isTerminal = !Console.IsErrorRedirected;
        bool showsProgress = !parsed.GetValue(noProgress) && (parsed.GetValue(progress) || (isTerminal && !parsed.GetValue(logOutput)));
        int known = prepared.Warnings.Count;
        ExecutionResult result;
        Outlet? told = parsed.GetValue(events) is null ? null : new Outlet(Console.Out, "stdout");
        using Outlet? printed = Outlet.ToFile(parsed.GetValue(stdoutFile));
        using Outlet? complained = Outlet.ToFile(parsed.GetValue(stderrFile));
        using (ProgressLine? line = showsProgress ? new ProgressLine(Console.Error, () => Width(isTerminal), TimeProvider.System) : null)
        {
            var log = new OutputLog(parsed.GetValue(logOutput) ? new Outlet(Console.Error, "stderr") : null, printed, complained);
            EventLog? eventLog = told is null ? null : new EventLog(told, parsed.GetValue(events) == "steps");
            void Report(ExecutionEvent step)
            {
                log.Write(step);
                eventLog?.Write(step);
                line?.Take(step);
            }

            result = runner.RunAsync(prepared, Report, signals.Token, signals.Hurry).GetAwaiter().GetResult();
        }

        RunContext context = runner.Context;
        RunConsole.Warn(Console.Error, [.. context.Warnings.Skip(known), .. result.Warnings, .. result.Losses.Select(loss => loss.ToString())]);
        if (context.Resume is { } resumed)
        {
            Console.Error.WriteLine(resumed.Text());
        }

        if (result.Failure is { } failure)
        {
            bool colours = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
            RunConsole.ShowFailure(Console.Error, failure, result.Status, colours);
        }

        if (context.Held is { } held)
        {
            RunConsole.ShowHeld(Console.Error, held, context.OutputPath);
        }

        if (isTerminal)
        {
            Console.Error.WriteLine(RunConsole.Summary(result, context.OutputPath));
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(RunReport.Json(result, context).ToString());
        }

        int end = RunReport.ExitCode(result.Status, signals.WasTerminated);
        DeckleException? lost = printed?.Failure ?? complained?.Failure ?? told?.Failure ?? context.Lost;
        if (lost is null)
        {
            return end;
        }

        // The run is done and saved; what was to be told of it is not complete.
        Console.Error.WriteLine(ErrorRenderer.Text(lost));
        return end == ExitCodes.Done ? ExitCodes.CouldNot : end;
    }

    // A terminal that does not know its size says 0.
    private static int Width(bool isTerminal) => isTerminal && Console.WindowWidth is > 0 and int width ? width : 100;
}

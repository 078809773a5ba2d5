using Deckle.Kernels;
using Deckle.Parameters;
using Deckle.Tool.Running;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>A run as papermill's command line makes it, told in its words.</summary>
internal sealed class PapermillRun(PapermillArguments arguments, TimeProvider time)
{
    // A kernel of CPython 3.11 and later prints a warning about its debugger without it.
    private const string Quiet = "PYDEVD_DISABLE_FILE_VALIDATION";

    private static readonly string[] NotebookExtensions = [".ipynb", ".json"];

    private static readonly Outlet Stderr = new(Console.Error, "stderr");

    private readonly PapermillLog log = new(Stderr, arguments.LogLevel);
    private string output = arguments.OutputPath;

    /// <summary>The paths with their parameters filled in.</summary>
    public (string Input, string Output) Paths()
    {
        var run = new RunIdentity(Guid.NewGuid().ToString(), time.GetLocalNow());
        string input = PathTemplate.Format(arguments.InputPath, arguments.Parameters, run);
        return (input, PathTemplate.Format(arguments.OutputPath, arguments.Parameters, run));
    }

    public void Announce(string input) => log.Info($"Input Notebook:  {input}");

    /// <returns>papermill's exit code: 0, 1, or 138 for a kernel that died; 143 where SIGTERM ends it.</returns>
    public int Run()
    {
        try
        {
            return RunToEnd();
        }
        catch (DeckleException e)
        {
            Stderr.Write(PapermillErrors.Text(e, arguments, output));
            return ExitCodes.BadNews;
        }
    }

    private int RunToEnd()
    {
        (string input, output) = Paths();
        Announce(input);
        log.Info($"Output Notebook: {output}");
        if (arguments.Cwd is { } cwd)
        {
            log.Info($"Working directory: {cwd}");
        }

        CheckExtension(input);
        if (arguments.Engine is { } engine and not "nbclient")
        {
            throw PapermillErrors.NoEngine(engine);
        }

        var runner = new NotebookRunner(Request(input), time);
        PreparedNotebook prepared = runner.Prepare();
        CheckExtension(output);
        foreach (string warning in prepared.Warnings)
        {
            log.Warning(warning);
        }

        if (arguments.PrepareOnly)
        {
            runner.WriteUnrun(prepared);
            return ExitCodes.Done;
        }

        using var signals = new RunSignals();
        try
        {
            return Execute(runner, prepared, signals);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return Aborted(signals);
        }
    }

    private int Execute(NotebookRunner runner, PreparedNotebook prepared, RunSignals signals)
    {
        ExecutionResult result;
        using Outlet? printed = Outlet.ToFile(arguments.StdoutFile);
        using Outlet? complained = Outlet.ToFile(arguments.StderrFile);
        using (TqdmBar? bar = arguments.ProgressBar == true ? new TqdmBar(prepared.Notebook.Cells.Count, Stderr, Width, time) : null)
        {
            var records = new OutputRecords(arguments.LogOutput ? log : null, printed, complained);
            void Report(ExecutionEvent step)
            {
                bar?.Take(step);
                records.Take(step);
                if (step.Kind == ExecutionEventKind.RunStarted)
                {
                    log.Info($"Executing notebook with kernel: {arguments.Kernel ?? prepared.Notebook.KernelName}");
                }
            }

            result = runner.RunAsync(prepared, Report, signals.Token, signals.Hurry).GetAwaiter().GetResult();
        }

        foreach (string warning in (IEnumerable<string>)[.. runner.Context.Warnings.Skip(prepared.Warnings.Count), .. result.Warnings])
        {
            log.Warning(warning);
        }

        if (result.Status == ExecutionStatus.Interrupted)
        {
            return Aborted(signals);
        }

        if (result.Failure is { } failure)
        {
            Stderr.Write(PapermillErrors.Text(failure, result.Status, arguments.ExecutionTimeout));
            return result.Status == ExecutionStatus.Dead ? ExitCodes.KernelDied : ExitCodes.BadNews;
        }

        if ((printed?.Failure ?? complained?.Failure) is { } lost)
        {
            Stderr.Write(PapermillErrors.Text(lost));
            return ExitCodes.BadNews;
        }

        return ExitCodes.Done;
    }

    // What click makes of Ctrl-C. Whoever sends SIGTERM looks for its number.
    private static int Aborted(RunSignals signals)
    {
        Stderr.Write("\nAborted!\n");
        return signals.WasTerminated ? ExitCodes.Terminated : ExitCodes.BadNews;
    }

    private RunRequest Request(string input) => new()
    {
        // Already filled in; a brace that is left is a brace.
        Input = Literal(input),
        Output = Literal(output),
        Parameters = arguments.Parameters,
        PrepareOnly = arguments.PrepareOnly,
        ReportMode = arguments.ReportMode,
        Kernel = arguments.Kernel is "" ? null : arguments.Kernel,
        Language = arguments.Language is "" ? null : arguments.Language,
        Folder = arguments.Cwd,
        Environment = Environment.GetEnvironmentVariable(Quiet) is null ? new Dictionary<string, string> { [Quiet] = "1" } : new Dictionary<string, string>(),
        StartTimeout = TimeSpan.FromSeconds(Math.Max(0, arguments.StartTimeout)),
        CellTimeout = arguments.ExecutionTimeout is > 0 and int limit ? TimeSpan.FromSeconds(limit) : null,
        Style = MetadataStyle.Papermill,
        SavesWhileRunning = arguments.SavesOnCellExecute,
        SaveWithinCellEvery = arguments.AutosaveCellEvery > 0 ? TimeSpan.FromSeconds(arguments.AutosaveCellEvery) : Timeout.InfiniteTimeSpan,
    };

    private static string Literal(string path) =>
        path.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    // A pipe has no extension to miss.
    private void CheckExtension(string path)
    {
        string name = Path.GetFileName(path.Split('?')[0]);
        if (path == "-" || NotebookExtensions.Any(extension => name.EndsWith(extension, StringComparison.Ordinal)))
        {
            return;
        }

        log.Warn(name.Contains('.', StringComparison.Ordinal)
            ? $"The specified file ({path}) does not end in one of ['.ipynb', '.json']"
            : $"the file is not specified with any extension : {Path.GetFileName(path)}");
    }

    private static int? Width() => Console.IsErrorRedirected ? null : Console.WindowWidth is > 0 and int width ? width : null;
}

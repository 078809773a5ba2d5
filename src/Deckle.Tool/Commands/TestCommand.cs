using System.CommandLine;
using Deckle.Json;
using Deckle.Kernels;
using Deckle.Stores;
using Deckle.Tool.Batch;
using Deckle.Tool.Running;
using Deckle.Tool.Settings;
using Deckle.Tool.Testing;

namespace Deckle.Tool.Commands;

internal sealed class TestCommand
{
    private readonly Argument<string[]> notebooks = new("NOTEBOOK")
    {
        Description = "Notebooks, folders of them, or cells as \"report.ipynb::Cell 3\"; the current folder by default.",
        DefaultValueFactory = _ => ["."],
    };

    private readonly TestArguments test = new();
    private readonly AttachedOption changed = new("--changed", "[=REF]", "Only notebooks changed since the branch left its upstream or main branch, or since REF.");
    private readonly Option<int?> jobs = new("--jobs", "-j") { Description = "How many notebooks run at a time; by default one a core, as far as memory goes.", HelpName = "N" };
    private readonly Option<string?> junit = new("--junit", "--junitxml") { Description = "Write the results of the cells as JUnit XML.", HelpName = "FILE" };
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "List every cell." };
    private readonly Option<bool> json = new("--json") { Description = "Print the results as one JSON object." };

    public static Command Create() => new TestCommand().Build();

    private Command Build()
    {
        var command = new Command(
            "test",
            """
            Run notebooks and compare what their cells give with the outputs they hold, as nbval does. Exits 1 when a cell fails.

            Example: deckle test notebooks/ --sanitize-with sanitize.cfg --junit report.xml
            """)
        { notebooks };
        test.AddTo(command);
        foreach (Option option in (ReadOnlySpan<Option>)[changed, jobs, junit, verbose, json])
        {
            command.Add(option);
        }

        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        bool isJson = parsed.GetValue(json);
        string? file = parsed.GetValue(junit);
        if (file is not null)
        {
            AtomicFile.Prepare(file, createFolder: true);
        }

        IReadOnlyList<TestTarget> targets = Targets(parsed);
        SettingSet settings = new SettingsSearch().ForFolder(".").With(SettingOptions.Read(parsed, "test"));
        TestOptions options = test.Read(parsed, settings, targets.Count);
        int width = (int?)settings.Integer("test.jobs") ?? BatchJobs.Default(Environment.ProcessorCount, MachineMemory.Available());
        width = width >= 1 ? width : throw BatchErrors.NotPositive("--jobs", width, 1);

        options = options.Prepared(targets);
        using var files = new FixedTestFiles(options, targets, file);
        RunConsole.Warn(Console.Error, options.Sanitizing?.Problems() ?? []);
        var results = new List<NotebookResult>(targets.Count);
        var console = new TestConsole(IsColoured(Console.IsOutputRedirected), parsed.GetValue(verbose));
        long began = TimeProvider.System.GetTimestamp();
        using var signals = new RunSignals();
        using (TestProgress? progress = Progress(targets.Count))
        {
            void Take(NotebookResult result)
            {
                results.Add(result);
                progress?.Hide();
                RunConsole.Warn(Console.Error, result.Warnings.Select(warning => $"{result.Path}: {PlainText.OneLine(warning)}"));
                foreach (string line in isJson ? [] : console.Lines(result))
                {
                    Console.Out.WriteLine(line);
                }

                progress?.Add(result);
            }

            new TestScheduler(new NotebookTester(options, files, TimeProvider.System), width)
                .RunAsync(targets, (target, step) => progress?.Step(target.Path, step), Take, signals.Token, signals.Hurry).GetAwaiter().GetResult();
        }

        RunConsole.Warn(Console.Error, parsed.GetValue(verbose) ? options.Sanitizing?.Unused() ?? [] : []);
        TimeSpan duration = TimeProvider.System.GetElapsedTime(began);
        if (file is not null)
        {
            using var report = new MemoryStream();
            TestJUnit.Write(results, duration, report);
            files.Write(file, report.ToArray());
        }

        Console.Out.WriteLine(isJson ? Json(results, duration).ToString() : console.Summary(results, duration));
        return ExitCode(parsed, results, signals);
    }

    private IReadOnlyList<TestTarget> Targets(ParseResult parsed)
    {
        IReadOnlyList<TestTarget> all = TestTarget.Find(parsed.GetValue(notebooks)!);
        if (changed.Read(parsed) is not { } reference)
        {
            return all;
        }

        IReadOnlySet<string> since = ChangedNotebooks.Since(reference);
        return [.. all.Where(target => since.Contains(Path.GetFullPath(target.Path)))];
    }

    private static JsonObject Json(List<NotebookResult> results, TimeSpan duration) => JsonObject.Of(
        ("schema", "deckle.test/1"),
        ("passed", results.All(result => result.IsGood)),
        ("duration_seconds", Math.Round(duration.TotalSeconds, 6)),
        ("counts", TestCounts.Of(results).ToJson()),
        ("notebooks", JsonArray.From(results.Select(result => result.ToJson()))));

    private int ExitCode(ParseResult parsed, List<NotebookResult> results, RunSignals signals)
    {
        if (signals.Token.IsCancellationRequested)
        {
            return RunReport.ExitCode(ExecutionStatus.Interrupted, signals.WasTerminated);
        }

        if (results.Select(result => result.Error).OfType<DeckleException>().Select(ErrorRenderer.ExitCode).DefaultIfEmpty().Max() is > 0 and int worst)
        {
            return worst;
        }

        if (!results.Any(result => result.Cells.Count > 0))
        {
            // That nothing changed is why --changed was given, and good news.
            return results.Count == 0 && changed.Read(parsed) is not null ? ExitCodes.Done : ExitCodes.NothingToDo;
        }

        return results.All(result => result.IsGood) ? ExitCodes.Done : ExitCodes.BadNews;
    }

    private static TestProgress? Progress(int total)
    {
        bool isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return isTerminal ? new TestProgress(Console.Error, () => Console.WindowWidth is > 0 and int width ? width : 100, TimeProvider.System, total) : null;
    }

    private static bool IsColoured(bool isRedirected) => !isRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}

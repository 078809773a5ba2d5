using Deckle.Json;
using Deckle.Kernels;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Specs;
using Deckle.Parameters;
using Deckle.Selecting;
using Deckle.Stores;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;

namespace Deckle.Tool.Testing;

/// <summary>Runs a notebook under test in a kernel of its own: every cell that is not marked to be left out, whatever the ones before it did.</summary>
/// <param name="catalog">Knows the kernels; tests that share one search for them once.</param>
internal sealed class TestKernel(TestOptions options, KernelCatalog catalog, TimeProvider time)
{
    /// <summary>How long a kernel may take to come back from an interrupt: nbval's time.</summary>
    public static readonly TimeSpan InterruptGrace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(10);

    /// <param name="isLeftOut">Whether the code cell of a number is not run.</param>
    /// <param name="report">Takes the steps of the run.</param>
    /// <param name="ends">Takes the kernel's end, which nothing else waits for.</param>
    /// <param name="stop">Ends the run in good order.</param>
    /// <param name="hurry">Ends it at once.</param>
    /// <exception cref="DeckleException">There is no kernel, or it does not start.</exception>
    public async Task<NotebookExecution> RunAsync(
        TestedNotebook tested, Func<int, bool> isLeftOut, Action<ExecutionEvent> report, Action<Task> ends, CancellationToken stop, CancellationToken hurry)
    {
        StoreAddress address = StoreAddress.Parse(tested.Path);
        string? folder = address.Scheme == StoreScheme.File ? Path.GetDirectoryName(Path.GetFullPath(address.Key)) : null;
        RunRequest request = options.Run with { Folder = options.FolderOf(tested.Path) };
        await using ServerRun? server = request.Remote is { } remote ? await ServerRun.OpenAsync(remote, stop) : null;
        KernelChoice choice = Choose(server?.Specs ?? catalog.For(Path.GetFullPath("."), folder, request.Sandbox), tested);
        Injection injection = ParameterInjector.Inject(tested.Notebook, request.Parameters, new InjectOptions { KernelName = request.Kernel, Language = request.Language });
        int? inserted = injection.Notebook.Cells.Count > tested.Notebook.Cells.Count ? injection.CellIndex : null;
        int[] places = [.. tested.CodeCells.Select(index => index + (inserted <= index ? 1 : 0))];

        KernelClient kernel = await RunHost.StartAsync(request, choice, server, time, stop);
        await using HostToolbox? tools = HostToolbox.Open(request.HostTools, request.Sandbox, request.Folder, time);
        await using CancellationTokenRegistration impatience = hurry.Register(() => kernel.Process?.Kill());
        try
        {
            var finished = new Dictionary<int, ExecutionEvent>();
            void Report(ExecutionEvent step)
            {
                if (step.Kind == ExecutionEventKind.CellFinished)
                {
                    finished[step.Index] = step;
                }

                report(step);
            }

            var warnings = new List<string>(Cautions(choice, kernel.Start, injection));
            await (options.Coverage?.StartAsync(kernel, tested.Path, warnings.Add, stop) ?? Task.CompletedTask);
            ExecutionResult result = await new Executor(kernel, time).RunAsync(
                injection.Notebook,
                new ExecutionOptions
                {
                    AllowErrors = true,
                    RunsPastSystemExit = true,
                    CellTimeout = request.CellTimeout,
                    InterruptGrace = InterruptGrace,
                    Plan = Plan(injection.Notebook, places, isLeftOut),
                    ShutdownKernel = false,
                    Tools = tools,
                    Report = Report,
                },
                stop);

            // Markers of a failed run may stand among the cells now, but they are Markdown.
            int[] now = TestedNotebook.CodeCellsOf(result.Notebook);
            int[] before = TestedNotebook.CodeCellsOf(injection.Notebook);
            CellExecution Execution(int place)
            {
                Cell cell = result.Notebook.Cells[now[Array.IndexOf(before, place)]];
                return finished.TryGetValue(place, out ExecutionEvent? end) ? new(cell, end.Status, end.Duration) : new(cell, ExecutionStatus.Pending, TimeSpan.Zero);
            }

            var execution = new NotebookExecution(result.Notebook, [.. places.Select(Execution)])
            {
                Kernel = PreparedNotebook.Describe(choice).With("start", kernel.Start.IsWarm ? "warm" : "cold"),
                Death = result.Status == ExecutionStatus.Dead ? await DeathAsync(kernel) : null,
                IsStuck = result.Status == ExecutionStatus.Timeout,
                Failure = result.Failure,
                LastWords = result.Status == ExecutionStatus.Dead ? kernel.LastWords : "",
                IsInterrupted = result.Status == ExecutionStatus.Interrupted,
                Losses = result.Losses,
                Warnings = [.. warnings, .. result.Warnings],
            };
            await (server?.DownloadAsync(kernel, TestFiles.Place(options.OutputFolder ?? ".", tested.Path, ".files"), [], stop) ?? Task.CompletedTask);
            await (options.Coverage is null ? Task.CompletedTask : KernelCoverage.FinishAsync(kernel, stop));
            return execution;
        }
        finally
        {
            Task end = EndAsync(kernel);
            ends(end);

            // A server that is taken down behind the test would be asked for the kernel's end in vain.
            await (server is { EndsBehindRun: true } ? end : Task.CompletedTask);
        }
    }

    private static CellPlan Plan(Notebook notebook, int[] places, Func<int, bool> isLeftOut)
    {
        var steps = new CellStep[notebook.Cells.Count];
        Array.Fill(steps, CellStep.Run);
        foreach ((int number, int place) in places.Index())
        {
            steps[place] = isLeftOut(number + 1) ? new CellStep(CellAction.Leave, "left out of the test") : CellStep.Run;
        }

        return new CellPlan(steps);
    }

    private KernelChoice Choose(KernelSpecs specs, TestedNotebook tested)
    {
        try
        {
            var resolver = new KernelResolver(specs);
            if (!options.UsesActivePython)
            {
                return resolver.Resolve(tested.Notebook, options.Run.Kernel);
            }

            // A notebook that says nothing gets the Python of the active environment.
            KernelChoice active = resolver.Resolve(new Notebook(JsonObject.Empty));
            return active.Spec.IsPython ? active with { Reason = "the current environment was asked for" } : throw TestErrors.NoActivePython();
        }
        catch (DeckleException e) when (options.Run.Kernel is null && !options.UsesActivePython)
        {
            throw PreparedNotebook.InFile(tested.Path, e);
        }
    }

    private IEnumerable<string> Cautions(KernelChoice choice, KernelStart start, Injection injection)
    {
        if (choice.IsSubstitute)
        {
            yield return $"runs on kernel '{choice.Spec.Name}': {choice.Reason}";
        }

        if (choice.Caution is { } caution)
        {
            yield return caution;
        }

        if (options.Run.Warm == WarmUse.On && start.Reason is { } why)
        {
            yield return $"the kernel started cold: {why}";
        }

        foreach (string warning in (IEnumerable<string>)[.. injection.Warnings, .. start.Sandbox?.Warnings ?? []])
        {
            yield return warning;
        }
    }

    private static async Task<string> DeathAsync(KernelClient kernel)
    {
        if (kernel.Process is not { } process)
        {
            return "the connection to the kernel was lost";
        }

        KernelExit exit = await process.Exit;
        return exit.Signal is null ? $"the kernel {exit}" : $"the kernel was {exit}";
    }

    private static async Task EndAsync(KernelClient kernel)
    {
        await kernel.ShutdownAsync(ShutdownGrace);
        await kernel.DisposeAsync();
    }
}

using Deckle.Json;
using Deckle.Kernels;
using Deckle.Kernels.Holding;
using Deckle.Kernels.Sandboxing;
using Deckle.Kernels.Specs;
using Deckle.Parameters;
using Deckle.Stores;
using Deckle.Tool.HostTools;

namespace Deckle.Tool.Running;

/// <summary>One run from paths to result: the composition of reading, preparing, kernel, executor and saving.</summary>
/// <param name="catalog">Knows the kernels; runs that share one search for them once.</param>
internal sealed class NotebookRunner(RunRequest request, TimeProvider time, KernelCatalog? catalog = null)
{
    private readonly long began = time.GetTimestamp();
    private readonly HeldKernels kept = HeldKernels.OfUser(time);
    private RunOutput? destination;
    private HostToolbox? tools;

    /// <summary>The output's place where it is fixed already, which the runner lets go; null for the request's.</summary>
    public HeldPlace? Place { get; init; }

    /// <summary>What there is to say about the run besides its result; complete when the run is over.</summary>
    public RunContext Context { get; private set; } = new();

    /// <summary>Reads the notebook, puts its parameters in and says now what would fail later: nothing has been written yet.</summary>
    public PreparedNotebook Prepare()
    {
        var run = new RunIdentity(Guid.NewGuid().ToString(), time.GetLocalNow());
        PreparedNotebook prepared = request.Resume
            ? Resumption.Prepare(request, run, NotebookInput.Read)
            : PreparedNotebook.Prepare(request, run, NotebookInput.Read);
        if (prepared.Output is { } output)
        {
            destination = Output(output);
        }

        if (request.Folder is { } folder && !Directory.Exists(folder))
        {
            throw RunErrors.NoFolder(folder);
        }

        if (request is { KeepKernelFor: not null, Sandbox: not null })
        {
            throw SandboxErrors.Outlives();
        }

        if (request.KeepKernelFor is not null)
        {
            kept.Prepare();
        }

        tools = HostToolbox.Open(request.HostTools, request.PrepareOnly ? null : request.Sandbox, request.Folder, time);

        Context = Context with { OutputPath = prepared.Output is null ? null : StoreAddress.Redact(prepared.Output), Warnings = prepared.Warnings, Prepared = time.GetElapsedTime(began) };
        return prepared;
    }

    /// <summary>Writes a prepared notebook without running it; its outputs are kept.</summary>
    public void WriteUnrun(PreparedNotebook prepared) => destination?.FinishAsync(prepared.Notebook).GetAwaiter().GetResult();

    private bool IsPapermill => request.Style == MetadataStyle.Papermill;

    /// <param name="stop">Ends the run in good order: the kernel is interrupted, its last outputs are saved.</param>
    /// <param name="hurry">Ends the kernel at once; what is there is saved.</param>
    public async Task<ExecutionResult> RunAsync(PreparedNotebook prepared, Action<ExecutionEvent> report, CancellationToken stop, CancellationToken hurry)
    {
        await using RunOutput? letting = destination;
        await using HostToolbox? closing = tools;
        StoreAddress input = StoreAddress.Parse(prepared.Input);
        string? notebookFolder = input.Scheme == StoreScheme.File ? Path.GetDirectoryName(Path.GetFullPath(input.Key)) : null;
        await using ServerRun? server = request.Remote is { } remote ? await ServerRun.OpenAsync(remote, stop) : null;
        KernelSpecs specs = server?.Specs ?? (catalog ?? new KernelCatalog()).For(Path.GetFullPath(request.Folder ?? "."), notebookFolder, request.Sandbox);
        KernelChoice choice = Resolve(specs, prepared);
        prepared = IsPapermill ? prepared : prepared.On(choice, isAsked: request.Kernel is not null);
        Context = Context with { Kernel = PreparedNotebook.Describe(choice), Warnings = [.. Context.Warnings, .. Cautions(choice)] };

        RunStart start = await RunStart.StartAsync(prepared, server is null ? kept : null, () => RunHost.StartAsync(request, choice, server, time, stop), stop);
        await using KernelClient kernel = start.Kernel;
        using CancellationTokenRegistration impatience = hurry.Register(() => kernel.Process?.Kill());
        Context = Started(kernel.Start) with { KernelStarted = time.GetElapsedTime(began), Resume = start.Resume };
        prepared = start.Resume is { } resume ? prepared.With("resume", resume.ToJson()) : prepared;
        ExecutionResult result = await ExecuteAsync(start, prepared, server, report, stop);
        Context = Context with { HostTools = tools?.Report };
        if (result.IsKernelKept && request.KeepKernelFor is { } duration)
        {
            Hold(start, prepared, result, duration);
        }

        if (destination is not null)
        {
            await FinishAsync(destination, result.Notebook);
        }

        if (server is not null)
        {
            await FetchAsync(server, kernel, stop);
        }

        Context = Spent(kernel) with { Elapsed = time.GetElapsedTime(began) };
        return result;
    }

    private RunOutput Output(string path)
    {
        var output = new RunOutput(path, RemoteStores.For, time) { CreatesFolder = !IsPapermill, FinalNewline = !IsPapermill, IsFixed = request.FixesPlaces, Place = Place };
        output.PrepareAsync().GetAwaiter().GetResult();
        return output;
    }

    /// <summary>Fetches files beside the output. What cannot be fetched is told; the run is what it is.</summary>
    private async Task FetchAsync(ServerRun server, KernelClient kernel, CancellationToken stop)
    {
        string folder = request.Remote?.DownloadsTo is { } own ? Path.GetFullPath(own)
            : Context.OutputPath is { } output and not "-" && !StorePath.IsRemote(output) ? Path.GetDirectoryName(Path.GetFullPath(output))! : Path.GetFullPath(".");
        try
        {
            // The server may have files of the same names as this run's notebooks.
            string[] spared = [.. ((string?[])[Context.OutputPath, request.Input]).Where(path => path is not (null or "-") && !StorePath.IsRemote(path)).Select(path => Path.GetFullPath(path!))];
            (IReadOnlyList<string> written, IReadOnlyList<string> leftOut) = await server.DownloadAsync(kernel, folder, spared, stop);
            Context = Context with
            {
                Downloads = written,
                Warnings = [.. Context.Warnings, .. leftOut.Distinct().Select(path => $"not fetched: the server's file would take the place of this run's own {path}")],
            };
        }
        catch (DeckleException e)
        {
            Context = Context with { Lost = e };
        }
    }

    private RunContext Started(KernelStart start)
    {
        JsonObject kernel = Context.Kernel.With("start", start.IsWarm ? "warm" : "cold");
        IReadOnlyList<string> warnings = request.Warm == WarmUse.On && start.Reason is { } why ? [.. Context.Warnings, $"the kernel started cold: {why}"] : Context.Warnings;
        return Context with
        {
            Kernel = start.Reason is { } reason ? kernel.With("start_reason", reason) : kernel,
            Sandbox = start.Sandbox?.ToJson(),
            Warnings = [.. warnings, .. start.Sandbox?.Warnings ?? []],
        };
    }

    /// <summary>What the kernel took of its limits.</summary>
    private RunContext Spent(KernelClient kernel)
    {
        if (Context.Sandbox is not { } sandbox || kernel.Process is not { Exit: { IsCompletedSuccessfully: true, Result.Limits: { } use } })
        {
            return Context;
        }

        JsonObject limits = JsonObject.Of(
            ("peak_memory_bytes", use.PeakMemory), ("memory_kills", use.MemoryKills), ("refused_processes", use.RefusedProcesses));
        return Context with { Sandbox = sandbox.With("used", limits) };
    }

    private void Hold(RunStart start, PreparedNotebook prepared, ExecutionResult result, TimeSpan duration)
    {
        CellFailure failure = result.Failure!;
        string notebook = prepared.Output is { } output and not "-" ? Path.GetFullPath(output) : "";
        string cell = failure.Id is null ? $"{failure.Index}" : $"{failure.Index} (id {failure.Id})";
        var note = new HoldNote(Context.Kernel.GetText("name") ?? "", notebook, cell, start.IsWhole ? result.Ran : []);
        HeldKernel? held = null;
        string why = "it has ended";
        try
        {
            held = kept.Hold(start.Kernel, start.HoldAs, duration, note);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DeckleException)
        {
            why = e.Message;
        }

        Context = held is null ? Context with { Warnings = [.. Context.Warnings, $"the kernel could not be kept: {why}"] } : Context with { Held = held };
    }

    private async Task<ExecutionResult> ExecuteAsync(RunStart start, PreparedNotebook prepared, ServerRun? server, Action<ExecutionEvent> report, CancellationToken stop)
    {
        Notebook? last = null;
        ValueTask KeepAndSaveAsync(Notebook notebook)
        {
            last = notebook;
            return destination!.SaveAsync(notebook);
        }

        try
        {
            return await new Executor(start.Kernel, time).RunAsync(
                prepared.Notebook,
                new ExecutionOptions
                {
                    AllowErrors = request.AllowErrors,
                    CellTimeout = request.CellTimeout,
                    RunTimeout = request.RunTimeout,
                    Plan = start.Plan,
                    Secrets = start.Secrets,
                    ShutdownKernel = server is not { NeedsKernel: true },
                    Tools = tools,
                    HoldAs = request.KeepKernelFor is null ? null : start.HoldAs,
                    Report = report,
                    Metadata = request.Style,
                    CoalesceStreams = !IsPapermill,
                    SaveWithinCellEvery = request.SaveWithinCellEvery,
                    Save = destination is { TakesSteps: true } && request.SavesWhileRunning ? KeepAndSaveAsync : null,
                },
                stop);
        }
        catch (DeckleException e) when (last is not null && destination is { HasSaved: true })
        {
            throw destination.Rescued(last, e);
        }
    }

    /// <summary>What cannot be saved where it belongs is saved elsewhere: hours of work may be in it.</summary>
    private static async Task FinishAsync(RunOutput destination, Notebook result)
    {
        try
        {
            await destination.FinishAsync(result);
        }
        catch (DeckleException e)
        {
            throw destination.Rescued(result, e);
        }
    }

    // Who named no kernel on the command line must be told which notebook does.
    private KernelChoice Resolve(KernelSpecs specs, PreparedNotebook prepared)
    {
        try
        {
            string? name = request.Kernel ?? (IsPapermill ? prepared.Notebook.KernelName ?? throw RunErrors.NoKernelName() : null);

            // jupyter_client's name of long ago for its own Python.
            name = IsPapermill && name == "python" && specs.Find(name) is null ? "python3" : name;
            return new KernelResolver(specs).Resolve(prepared.Notebook, name);
        }
        catch (DeckleException e) when (request.Kernel is null)
        {
            throw PreparedNotebook.InFile(prepared.Input, e);
        }
    }

    private static IEnumerable<string> Cautions(KernelChoice choice)
    {
        if (choice.IsSubstitute)
        {
            yield return $"runs on kernel '{choice.Spec.Name}': {choice.Reason}";
        }

        if (choice.Caution is { } caution)
        {
            yield return caution;
        }
    }
}

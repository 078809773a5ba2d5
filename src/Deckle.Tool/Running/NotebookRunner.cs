using Deckle.Kernels;
using Deckle.Kernels.Specs;
using Deckle.Parameters;
using Deckle.Stores;

namespace Deckle.Tool.Running;

/// <summary>One run from paths to result: the composition of reading, preparing, kernel, executor and saving.</summary>
internal sealed class NotebookRunner(RunRequest request, TimeProvider time)
{
    private readonly IncrementalNotebookWriter writer = new();
    private readonly long began = time.GetTimestamp();
    private bool hasSaved;

    /// <summary>What there is to say about the run besides its result; complete when the run is over.</summary>
    public RunContext Context { get; private set; } = new();

    /// <summary>Reads the notebook, puts its parameters in and says now what would fail later: nothing has been written yet.</summary>
    public PreparedNotebook Prepare()
    {
        var run = new RunIdentity(Guid.NewGuid().ToString(), time.GetLocalNow());
        PreparedNotebook prepared = PreparedNotebook.Prepare(request, run, NotebookInput.Read);
        if (prepared.Output is { } output and not "-")
        {
            AtomicFile.Prepare(output, createFolder: !IsPapermill);
        }

        if (request.Folder is { } folder && !Directory.Exists(folder))
        {
            throw RunErrors.NoFolder(folder);
        }

        Context = Context with { OutputPath = prepared.Output, Warnings = prepared.Warnings, Prepared = time.GetElapsedTime(began) };
        return prepared;
    }

    /// <summary>Writes a prepared notebook without running it; its outputs are kept.</summary>
    public void WriteUnrun(PreparedNotebook prepared)
    {
        Save(prepared.Notebook, prepared.Output);
        if (prepared.Output == "-")
        {
            NotebookInput.WriteToStdout(prepared.Notebook, finalNewline: !IsPapermill);
        }
    }

    private bool IsPapermill => request.Style == MetadataStyle.Papermill;

    /// <param name="stop">Ends the run in good order: the kernel is interrupted, its last outputs are saved.</param>
    /// <param name="hurry">Ends the kernel at once; what is there is saved.</param>
    public async Task<ExecutionResult> RunAsync(PreparedNotebook prepared, Action<ExecutionEvent> report, CancellationToken stop, CancellationToken hurry)
    {
        string? notebookFolder = prepared.Input == "-" ? null : Path.GetDirectoryName(Path.GetFullPath(prepared.Input));
        var specs = new KernelSpecs(KernelSearch.FromProcess(Path.GetFullPath(request.Folder ?? "."), notebookFolder));
        KernelChoice choice = Resolve(specs, prepared);
        prepared = IsPapermill ? prepared : prepared.On(choice, isAsked: request.Kernel is not null);
        Context = Context with { Kernel = PreparedNotebook.Describe(choice), Warnings = [.. Context.Warnings, .. Cautions(choice)] };

        await using KernelClient kernel = await Host().StartAsync(choice, stop);
        using CancellationTokenRegistration impatience = hurry.Register(() => kernel.Process?.Kill());
        Context = Context with { KernelStarted = time.GetElapsedTime(began) };
        ExecutionResult result = await ExecuteAsync(kernel, prepared, report, stop);
        if (prepared.Output == "-")
        {
            NotebookInput.WriteToStdout(result.Notebook, finalNewline: !IsPapermill);
        }
        else if (!request.SavesWhileRunning)
        {
            Save(result.Notebook, prepared.Output);
        }

        Context = Context with { Elapsed = time.GetElapsedTime(began) };
        return result;
    }

    private LocalHost Host() => new(new LocalHostOptions
    {
        Folder = request.Folder is null ? null : Path.GetFullPath(request.Folder),
        Environment = request.Environment,
        StartTimeout = request.StartTimeout,
        Time = time,
    });

    private async Task<ExecutionResult> ExecuteAsync(KernelClient kernel, PreparedNotebook prepared, Action<ExecutionEvent> report, CancellationToken stop)
    {
        Notebook? last = null;
        ValueTask KeepAndSaveAsync(Notebook notebook)
        {
            last = notebook;
            return SaveAsync(notebook, prepared.Output!);
        }

        try
        {
            return await new Executor(kernel, time).RunAsync(
                prepared.Notebook,
                new ExecutionOptions
                {
                    AllowErrors = request.AllowErrors,
                    CellTimeout = request.CellTimeout,
                    RunTimeout = request.RunTimeout,
                    Report = report,
                    Metadata = request.Style,
                    CoalesceStreams = !IsPapermill,
                    SaveWithinCellEvery = request.SaveWithinCellEvery,
                    Save = prepared.Output is null or "-" || !request.SavesWhileRunning ? null : KeepAndSaveAsync,
                },
                stop);
        }
        catch (DeckleException e) when (last is not null && hasSaved)
        {
            throw Rescued(last, prepared.Output!, e);
        }
    }

    /// <summary>The last save failed: hours of work may be in it, so it goes to the temporary folder, and the error says where.</summary>
    private static DeckleException Rescued(Notebook notebook, string output, DeckleException error)
    {
        string refuge = Path.Combine(Path.GetTempPath(), $"{Path.GetFileNameWithoutExtension(output)}.rescued-{Environment.ProcessId}.ipynb");
        try
        {
            AtomicFile.Write(refuge, NotebookWriter.Write(notebook));
        }
        catch (DeckleException)
        {
            return error;
        }

        return new DeckleException(error.Code, error.Message, error.Help, error)
        {
            Facts = [.. error.Facts, ("the result was saved instead as", refuge)],
            Kind = error.Kind,
        };
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

    private ValueTask SaveAsync(Notebook notebook, string path)
    {
        // The first save comes before any cell has run; waiting for the disk would only delay them.
        Save(notebook, path, forceToDisk: hasSaved);
        hasSaved = true;
        return ValueTask.CompletedTask;
    }

    private void Save(Notebook notebook, string? path, bool forceToDisk = true)
    {
        if (path is not null and not "-")
        {
            AtomicFile.Write(path, output => writer.Write(notebook, output, finalNewline: !IsPapermill), forceToDisk);
        }
    }
}

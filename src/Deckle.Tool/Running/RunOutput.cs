using Deckle.Stores;

namespace Deckle.Tool.Running;

/// <summary>
/// Where a run's result goes. A file is saved whenever something happened. In a store, a save costs a transfer: there is one before
/// the first cell, then at most one every half minute, and one at the end; and none ever replaces what somebody else wrote since the run began.
/// </summary>
internal sealed class RunOutput : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // Saving may take a tenth of the time of a run, not more.
    private const int PausePerTransfer = 10;

    private readonly StoreAddress address;
    private readonly Func<StoreAddress, IStore> stores;
    private readonly TimeProvider time;
    private readonly IncrementalNotebookWriter writer = new();
    private WriteCondition? condition;
    private Notebook? saved;
    private DeckleException? refusal;
    private long lastSave;
    private TimeSpan pause = Pause;
    private HeldPlace? place;

    /// <param name="path">The place with its parameters filled in; <c>-</c> for stdout.</param>
    public RunOutput(string path, Func<StoreAddress, IStore> stores, TimeProvider time)
    {
        address = StoreAddress.Parse(path);
        this.stores = stores;
        this.time = time;
    }

    /// <summary>Whether a missing folder is made; otherwise it is an error.</summary>
    public bool CreatesFolder { get; init; } = true;

    /// <summary>Whether the file ends with a line end, as Jupyter's do and papermill's do not.</summary>
    public bool FinalNewline { get; init; } = true;

    /// <summary>Whether a file's place is fixed before the run, so that whatever a kernel does there leads nothing elsewhere.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The file's place where it is fixed already; null to look for it.</summary>
    public HeldPlace? Place
    {
        get => place;
        init => place = value;
    }

    /// <summary>Whether there has been a save: what fails from now on may cost a result.</summary>
    public bool HasSaved { get; private set; }

    /// <summary>Whether steps in between are saved, too.</summary>
    public bool TakesSteps => address.Scheme != StoreScheme.Stream;

    /// <summary>Says now what would fail later, and remembers what is there.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        if (place is not null)
        {
            return;
        }

        if (address.Scheme == StoreScheme.File && IsFixed)
        {
            place = HeldPlace.Open(address.Key, createFolder: CreatesFolder);
        }
        else if (address.Scheme == StoreScheme.File)
        {
            AtomicFile.Prepare(address.Key, createFolder: CreatesFolder);
        }
        else if (address.IsFolder)
        {
            throw StoreErrors.IsFolder(address.ToString());
        }
        else if (address.IsRemote)
        {
            try
            {
                condition = WriteCondition.AsFound(await stores(address).FindAsync(address, cancellationToken));
            }
            catch (DeckleException e) when (e.Code is "store-denied" or "store-no-credentials" or "store-refused")
            {
                // Who may write need not be allowed to look; the first save comes before any cell and says if neither is.
            }
        }
    }

    /// <summary>A step of the run.</summary>
    public async ValueTask SaveAsync(Notebook notebook)
    {
        if (!address.IsRemote)
        {
            // The first save comes before any cell has run; waiting for the disk would only delay them.
            SaveFile(notebook, forceToDisk: HasSaved);
        }
        else if (!HasSaved)
        {
            await UploadAsync(notebook);
        }
        else if (refusal is null && time.GetElapsedTime(lastSave) >= pause)
        {
            try
            {
                await UploadAsync(notebook);
            }
            catch (DeckleException e)
            {
                // The run goes on: a store that is away may be back at the end, and a conflict is then told with the whole result at hand.
                refusal = e.Code == "store-conflict" ? e : null;
                lastSave = time.GetTimestamp();
            }
        }

        HasSaved = true;
    }

    /// <summary>The result.</summary>
    public async Task FinishAsync(Notebook notebook)
    {
        if (address.Scheme == StoreScheme.Stream)
        {
            NotebookInput.WriteToStdout(notebook, FinalNewline);
            return;
        }

        if (ReferenceEquals(saved, notebook))
        {
            return;
        }

        if (!address.IsRemote)
        {
            SaveFile(notebook, forceToDisk: true);
            return;
        }

        if (refusal is not null)
        {
            throw refusal;
        }

        await UploadAsync(notebook);
    }

    /// <summary>The error with the place where a result was saved instead: hours of work may be in it.</summary>
    public DeckleException Rescued(Notebook notebook, DeckleException error)
    {
        // Runs of a batch may all be called notebook.ipynb.
        string refuge = Path.Combine(Path.GetTempPath(), $"{Path.GetFileNameWithoutExtension(address.Name)}.rescued-{Guid.NewGuid():N}.ipynb");
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

    public ValueTask DisposeAsync()
    {
        place?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void SaveFile(Notebook notebook, bool forceToDisk)
    {
        if (place is not null)
        {
            place.Write(output => writer.Write(notebook, output, FinalNewline), forceToDisk);
        }
        else
        {
            AtomicFile.Write(address.Key, output => writer.Write(notebook, output, FinalNewline), forceToDisk);
        }

        saved = notebook;
    }

    private async Task UploadAsync(Notebook notebook)
    {
        long began = time.GetTimestamp();
        string? version = await stores(address).WriteAsync(address, output => writer.Write(notebook, output, FinalNewline), condition);
        condition = version is null ? null : WriteCondition.Unchanged(version);
        saved = notebook;
        lastSave = time.GetTimestamp();
        TimeSpan rest = time.GetElapsedTime(began) * PausePerTransfer;
        pause = rest > Pause ? rest : Pause;
    }
}

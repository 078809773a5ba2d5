using System.Globalization;
using System.Security.Cryptography;
using Deckle.Stores;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>The runs of a folder: below it in <c>.deckle/runs</c>, which git ignores, readable to the user alone.</summary>
internal sealed class RunStore(McpServices services)
{
    private const int MostAtOnce = 16;

    // Results that nobody gave a place are not kept for ever.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    // The second asks the run to give its kernel no more time, the third is the system's own.
    private static readonly int[] Signals = [Posix.Interrupt, Posix.Terminate, Posix.Terminate, Posix.Kill];

    private readonly string runs = Path.Combine(services.Root, ".deckle", "runs");

    /// <summary>A new run's folder, still empty.</summary>
    /// <exception cref="DeckleException"><c>too-many-runs</c>, <c>output-not-written</c>.</exception>
    public RunFolder New()
    {
        RunFolder[] all = [.. Folders()];
        if (all.Count(folder => folder.IsHeld()) >= MostAtOnce)
        {
            throw RunToolErrors.TooMany(MostAtOnce);
        }

        DateTimeOffset now = services.Time.GetUtcNow();
        string id = string.Create(CultureInfo.InvariantCulture, $"run-{now:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        try
        {
            Directory.CreateDirectory(runs, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            string ignored = Path.Combine(runs, ".gitignore");
            if (!File.Exists(ignored))
            {
                AtomicFile.Write(ignored, "*\n"u8);
            }

            Forget(all, now);
            return new RunFolder(Path.Combine(runs, id));
        }
        catch (Exception e) when (StoreErrors.From(e, runs) is { } error)
        {
            throw error;
        }
    }

    /// <exception cref="DeckleException"><c>run-not-found</c>.</exception>
    public RunFolder Find(string id)
    {
        RunFolder folder = new(Path.Combine(runs, id));
        return id.StartsWith("run-", StringComparison.Ordinal) && !id.Contains('/', StringComparison.Ordinal) && folder.Exists
            ? folder
            : throw RunToolErrors.Unknown(id, [.. Folders().Select(each => each.Id)]);
    }

    public RunRecord Read(string id) => Read(Find(id));

    public RunRecord Read(RunFolder folder) => RunRecord.Read(folder, services.Time.GetUtcNow(), services.Redactor);

    /// <summary>The latest first.</summary>
    public IEnumerable<RunFolder> Folders() => !Directory.Exists(runs) ? []
        : Directory.EnumerateDirectories(runs, "run-*").OrderDescending(StringComparer.Ordinal).Select(path => new RunFolder(path)).Where(folder => folder.Exists);

    /// <summary>Waits until a run is over, or for a time.</summary>
    public async Task<RunRecord> WaitAsync(RunFolder folder, TimeSpan longest, Action<double, double?, string> progress, CancellationToken cancellationToken)
    {
        // Its end is seen by its files: the process may be another server's child. A glance takes less than a millisecond.
        TimeSpan pause = TimeSpan.FromMilliseconds(20);
        long began = services.Time.GetTimestamp();
        int told = -1;
        while (true)
        {
            RunRecord record = Read(folder);
            TimeSpan left = longest - services.Time.GetElapsedTime(began);
            if (record.IsOver || left <= TimeSpan.Zero)
            {
                return record;
            }

            if (record.CellsDone > told)
            {
                told = record.CellsDone;
                progress(told, record.CellsTotal, record.CellsTotal is { } total ? $"{told} of {total} cells" : "starting");
            }

            await Task.Delay(pause < left ? pause : left, services.Time, cancellationToken).ConfigureAwait(false);
            pause = pause < TimeSpan.FromMilliseconds(250) ? pause * 1.5 : pause;
        }
    }

    /// <summary>Interrupts a run and, when that does not end it within a time, ends it.</summary>
    public async Task<RunRecord> CancelAsync(RunFolder folder, TimeSpan grace, CancellationToken cancellationToken)
    {
        foreach (int signal in Signals)
        {
            if (folder.ProcessId() is not { } process)
            {
                break;
            }

            folder.WriteCancelled();
            _ = Posix.Signal(process, signal);
            if ((await WaitAsync(folder, grace, (_, _, _) => { }, cancellationToken).ConfigureAwait(false)).IsOver)
            {
                break;
            }
        }

        return Read(folder);
    }

    private static void Forget(IEnumerable<RunFolder> all, DateTimeOffset now)
    {
        foreach (RunFolder folder in all.Where(folder => now - Directory.GetCreationTimeUtc(folder.Path) > Kept && !folder.IsHeld()))
        {
            try
            {
                Directory.Delete(folder.Path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next start tries again.
            }
        }
    }
}

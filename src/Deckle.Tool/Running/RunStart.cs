using Deckle.Kernels;
using Deckle.Kernels.Holding;
using Deckle.Kernels.Slicing;
using Deckle.Resuming;
using Deckle.Secrets;
using Deckle.Selecting;

namespace Deckle.Tool.Running;

/// <summary>The kernel of a run and what is to run in it: for a run that continues another one the kernel of then, when it is still there and right.</summary>
internal sealed record RunStart(KernelClient Kernel, CellPlan Plan)
{
    // A kernel that is kept has nothing to do but to answer.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>What the run says about how it continues another one; null when it does not.</summary>
    public ResumeReport? Resume { get; private init; }

    /// <summary>The secrets that the run passes on.</summary>
    public SecretInjection? Secrets { get; private init; }

    /// <summary>Under which name the kernel is kept when the run fails.</summary>
    public required string HoldAs { get; init; }

    /// <summary>Whether all cells before the first that runs ran in this very kernel.</summary>
    public bool IsWhole { get; private init; } = true;

    /// <param name="kept">The kernels that were kept; null where the run may use none of them, since it is elsewhere.</param>
    public static async Task<RunStart> StartAsync(
        PreparedNotebook prepared, HeldKernels? kept, Func<Task<KernelClient>> startNew, CancellationToken cancellationToken)
    {
        if (prepared.Resumption is not { } resumption)
        {
            return new RunStart(await startNew(), prepared.Plan) { HoldAs = HeldKernels.NewId(), Secrets = prepared.Secrets };
        }

        Continuation rest = resumption.Continuation;
        (KernelClient? held, string id, string why) = await AttachAsync(resumption, kept, cancellationToken);
        if (held is not null)
        {
            SecretInjection? secrets = await SecretsOfAsync(held, kept!, prepared, resumption.Failed, cancellationToken);
            return new RunStart(held, rest.Plan) { HoldAs = id, Secrets = secrets, Resume = new ResumeReport("held", why, rest, new Dictionary<int, string>()) };
        }

        string[] missing = [.. resumption.Failed.Secrets.Except((prepared.Secrets?.Secrets ?? []).Select(secret => secret.Name))];
        if (missing.Length > 0)
        {
            throw ResumeErrors.SecretsMissing(missing);
        }

        KernelClient kernel = await startNew();
        try
        {
            Notebook notebook = rest.Notebook;
            IReadOnlyList<NeededCell> needed = await NeededCells.FindAsync(
                kernel, Sources(notebook, rest.Earlier), Sources(notebook, rest.Later), cancellationToken);
            var again = needed.ToDictionary(cell => rest.Earlier[cell.Place], cell => cell.Reason);
            return new RunStart(kernel, rest.Again(again))
            {
                HoldAs = HeldKernels.NewId(),
                Secrets = prepared.Secrets,
                Resume = new ResumeReport("new", why, rest, again),
                IsWhole = again.Count == rest.Earlier.Count,
            };
        }
        catch
        {
            await kernel.DisposeAsync();
            throw;
        }
    }

    private static async Task<(KernelClient? Kernel, string Id, string Why)> AttachAsync(Resumption resumption, HeldKernels? kept, CancellationToken cancellationToken)
    {
        FailedRun failed = resumption.Failed;
        if (kept is null)
        {
            return (null, "", "this run is on a server");
        }

        if (failed.Held is not { } id)
        {
            return (null, "", "no kernel was kept");
        }

        if (!resumption.Continuation.IsUnchanged)
        {
            return (null, "", "something before the failed cell changed");
        }

        if (kept.TryFind(id) is not { } held)
        {
            return (null, "", "the kernel that was kept has ended");
        }

        if (!held.Ran.SequenceEqual(failed.Ran))
        {
            return (null, "", "the kernel that was kept had not run every cell before the failed one");
        }

        KernelClient? kernel = await kept.AttachAsync(held, AnswerWithin, cancellationToken);
        return (kernel, id, kernel is null ? "the kernel that was kept does not answer" : "it was kept, and nothing before the failed cell changed");
    }

    /// <summary>The secrets of a kernel that has them already: those given anew, and the others as they are there, so that they go on being redacted.</summary>
    private static async Task<SecretInjection?> SecretsOfAsync(
        KernelClient kernel, HeldKernels kept, PreparedNotebook prepared, FailedRun failed, CancellationToken cancellationToken)
    {
        IReadOnlyList<Secret> given = prepared.Secrets?.Secrets ?? [];
        string[] others = [.. failed.Secrets.Except(given.Select(secret => secret.Name))];
        if (others.Length == 0)
        {
            return prepared.Secrets;
        }

        try
        {
            IReadOnlyList<Secret> known = await HeldSecrets.ReadAsync(kernel, others, cancellationToken) ?? throw ResumeErrors.SecretsMissing(others);
            return SecretInjector.Inject(prepared.Notebook, [.. given, .. known]);
        }
        catch
        {
            await kept.GiveBackAsync(kernel);
            throw;
        }
    }

    private static string[] Sources(Notebook notebook, IReadOnlyList<int> places) => [.. places.Select(place => notebook.Cells[place].Source)];
}

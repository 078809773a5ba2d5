using Deckle.Kernels.HostTools;
using Deckle.Secrets;
using Deckle.Selecting;

namespace Deckle.Kernels;

/// <summary>How a notebook is run.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Whether cells behind a failed one run too, and the run counts as completed (nbclient's <c>allow_errors</c>).</summary>
    public bool AllowErrors { get; init; }

    /// <summary>Whether cells behind <c>sys.exit(0)</c> run too; by default it ends the run, and well.</summary>
    public bool RunsPastSystemExit { get; init; }

    /// <summary>The longest a cell may run; none by default. A tag <c>timeout=SECONDS</c> sets it for its cell.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>The longest the whole run may take, the kernel's start not counted; none by default.</summary>
    public TimeSpan? RunTimeout { get; init; }

    /// <summary>How long an interrupted kernel may take to come back with its outputs. After half of it an unanswered interrupt is sent once more.</summary>
    public TimeSpan InterruptGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a kernel may stay silent between a cell's reply and its "idle" before the cell counts as over.</summary>
    public TimeSpan IdleGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Which cells run, one step for each cell of the notebook; by default what their tags say.</summary>
    public CellPlan? Plan { get; init; }

    /// <summary>
    /// Passed to the kernel and to nobody else: in all that it says from then on, in outputs, errors and reports,
    /// <c>***NAME***</c> stands in place of a value.
    /// </summary>
    public SecretInjection? Secrets { get; init; }

    /// <summary>
    /// The name under which the kernel is to be kept when the run fails or passes a limit; it is then not shut down, and the notebook
    /// says its name. Null keeps none. <see cref="Holding.HeldKernels.Hold"/> keeps it.
    /// </summary>
    public string? HoldAs { get; init; }

    /// <summary>Cells with this tag are not run (nbclient's <c>skip_cells_with_tag</c>), unless <see cref="Plan"/> says otherwise.</summary>
    public string SkipTag { get; init; } = "skip-execution";

    /// <summary>Whether neighbouring stream outputs of one name become one. papermill keeps one output a message.</summary>
    public bool CoalesceStreams { get; init; } = true;

    public MetadataStyle Metadata { get; init; }

    /// <summary>Whether cells tell in <c>metadata.execution</c> when the kernel was busy.</summary>
    public bool RecordTiming { get; init; } = true;

    /// <summary>
    /// Whether a Python kernel may import <c>scrapbook</c> where it is not installed, for which Deckle then stands in, and a Python or R kernel has
    /// <c>hermes_runtime</c>, which calls <see cref="Tools"/>.
    /// </summary>
    public bool OfferModules { get; init; } = true;

    /// <summary>What cells may ask of this program; null answers each call with an error.</summary>
    public IHostTools? Tools { get; init; }

    /// <summary>Whether the kernel is shut down at the end. What it prints until it is gone still gets into the notebook.</summary>
    public bool ShutdownKernel { get; init; } = true;

    /// <summary>How long a kernel may take to end: half of it by itself, half after SIGTERM; then it is killed.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The least time between two saves of a run in progress. A save that takes long makes the next one wait twenty times as long.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The least time between saves within one cell; null for <see cref="SaveEvery"/>, <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan? SaveWithinCellEvery { get; init; }

    /// <summary>Takes the notebook as it stands: at the start, now and then, and at the end. Null saves nothing.</summary>
    public Func<Notebook, ValueTask>? Save { get; init; }

    /// <summary>Takes the steps of the run as they happen. It is called between messages and should be quick.</summary>
    public Action<ExecutionEvent>? Report { get; init; }
}

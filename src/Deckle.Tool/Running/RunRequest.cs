using Deckle.Json;
using Deckle.Kernels;
using Deckle.Kernels.Sandboxing;
using Deckle.Secrets;
using Deckle.Selecting;
using Deckle.Tool.HostTools;

namespace Deckle.Tool.Running;

/// <summary>What <c>deckle run</c> was asked to do.</summary>
internal sealed record RunRequest
{
    /// <summary>The notebook's path as it was given; <c>-</c> for stdin. May hold <c>{parameters}</c>.</summary>
    public required string Input { get; init; }

    /// <summary>Where the result goes; <c>-</c> for stdout, null for nowhere. May hold <c>{parameters}</c>.</summary>
    public string? Output { get; init; }

    public JsonObject Parameters { get; init; } = JsonObject.Empty;

    public bool InjectInputPath { get; init; }

    public bool InjectOutputPath { get; init; }

    /// <summary>Whether unknown and missing parameters are errors.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether the result is written with its parameters and not run.</summary>
    public bool PrepareOnly { get; init; }

    public bool ReportMode { get; init; }

    /// <summary>The kernel's name; null to go by the notebook.</summary>
    public string? Kernel { get; init; }

    /// <summary>The language of the injected cell; null to go by the notebook and its kernel.</summary>
    public string? Language { get; init; }

    /// <summary>The kernel's working folder; null for the caller's.</summary>
    public string? Folder { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The server that the run is on; null for this machine.</summary>
    public RemoteRequest? Remote { get; init; }

    /// <summary>Whether the kernel is forked from a warm process.</summary>
    public WarmUse Warm { get; init; }

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan? CellTimeout { get; init; }

    public TimeSpan? RunTimeout { get; init; }

    public bool AllowErrors { get; init; }

    /// <summary>
    /// <see cref="MetadataStyle.Papermill"/> is all of papermill's ways: its metadata, no newline at the file's end, an output for each message of a
    /// stream, the named kernel or none, and an output folder that must exist.
    /// </summary>
    public MetadataStyle Style { get; init; }

    /// <summary>Whether the output is saved while the notebook runs, and not only at the end.</summary>
    public bool SavesWhileRunning { get; init; } = true;

    /// <inheritdoc cref="ExecutionOptions.SaveWithinCellEvery"/>
    public TimeSpan? SaveWithinCellEvery { get; init; }

    /// <summary>Which cells run.</summary>
    public SelectOptions Selection { get; init; } = SelectOptions.Default;

    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>The names of all secrets, those too that a run had which this one continues.</summary>
    public IReadOnlyList<string> SecretNames { get; init; } = [];

    /// <summary>What the kernel may do; null for all that its user may.</summary>
    public SandboxProfile? Sandbox { get; init; }

    /// <summary>
    /// Whether a kernel that is not trusted may change files. What this program writes then goes to places that were fixed before the kernel ran:
    /// a link of the kernel's making must lead no write of ours elsewhere.
    /// </summary>
    public bool FixesPlaces => OperatingSystem.IsLinux() && Sandbox is { Mode: not SandboxMode.Off, Writable.Count: > 0 };

    /// <summary>What cells may ask of this program.</summary>
    public HostToolRequest HostTools { get; init; } = HostToolRequest.Default;

    /// <summary>How long the kernel is kept when the run fails; null for not at all.</summary>
    public TimeSpan? KeepKernelFor { get; init; }

    /// <summary>Whether a failed run is continued: the one whose result is the output, or the input where no output is given.</summary>
    public bool Resume { get; init; }
}

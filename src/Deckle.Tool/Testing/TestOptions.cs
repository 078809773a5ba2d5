using Deckle.Comparing;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;
using Deckle.Tool.Rendering.Images;

namespace Deckle.Tool.Testing;

/// <summary>What <c>deckle test</c> was asked to do with each notebook.</summary>
internal sealed record TestOptions
{
    /// <summary>Kernel, parameters and limits. Its folder is null for the notebook's own.</summary>
    public required RunRequest Run { get; init; }

    /// <summary>The folder that a notebook runs in; null for the current one.</summary>
    public string? FolderOf(string notebook) => Run.Folder ?? StorePath.LocalFolder(notebook);

    /// <summary>The same with what tools go by read for all notebooks, before a kernel can change it.</summary>
    public TestOptions Prepared(IEnumerable<TestTarget> targets) => Against is not null ? this : this with
    {
        Run = Run with
        {
            HostTools = Run.HostTools with { Prepared = new PreparedTools(Run.HostTools, Run.Sandbox, targets.Select(target => FolderOf(target.Path))) },
        },
    };

    /// <summary>How outputs are compared.</summary>
    public required CompareOptions Compare { get; init; }

    /// <summary>What becomes of the sanitising file; null without one.</summary>
    public SanitizerUse? Sanitizing { get; init; }

    /// <summary>Whether only outputs of cells that are marked so are compared (nbval's <c>--nbval-lax</c>).</summary>
    public bool IsLax { get; init; }

    /// <summary>How pictures are compared; null not to.</summary>
    public ImageComparison? Images { get; init; }

    /// <summary>Whether cells run on the Python of the active environment, whatever the notebook names (nbval's <c>--nbval-current-env</c>).</summary>
    public bool UsesActivePython { get; init; }

    /// <summary>Whether outputs are accepted into the notebook where they differ.</summary>
    public bool IsUpdating { get; init; }

    /// <summary>How often each notebook runs.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>An executed notebook whose outputs stand for those of a kernel; null to run the cells.</summary>
    public string? Against { get; init; }

    /// <summary>Where executed notebooks are left; null for nowhere.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Where pictures that differ are left; null for nowhere.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>What measures the cells' coverage; null for nothing.</summary>
    public KernelCoverage? Coverage { get; init; }
}

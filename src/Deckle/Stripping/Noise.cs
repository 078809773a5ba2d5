namespace Deckle.Stripping;

/// <summary>What differs between two runs of the same notebook without meaning anything.</summary>
[Flags]
public enum Noise
{
    None = 0,

    /// <summary>Addresses of objects in the text of outputs that stay: <c>&lt;Figure at 0x7f8e1c0a&gt;</c> becomes <c>&lt;Figure at 0x0&gt;</c>.</summary>
    MemoryAddresses = 1,

    /// <summary>When cells ran and how long they took: <c>execution</c>, <c>ExecuteTime</c> and papermill's times in metadata, and the lines of <c>%time</c> and <c>%timeit</c> in outputs that stay.</summary>
    Timings = 2,

    /// <summary>The state of widgets in the notebook's metadata, and the views in outputs that stay, which without their state show an error.</summary>
    WidgetState = 4,

    /// <summary>The version of the kernel's language and of its editor mode, a version in the kernel's title, and VS Code's interpreter.</summary>
    KernelVersions = 8,

    /// <summary>Execution counts, whatever else says to keep them.</summary>
    ExecutionCounts = 16,

    All = MemoryAddresses | Timings | WidgetState | KernelVersions | ExecutionCounts,
}

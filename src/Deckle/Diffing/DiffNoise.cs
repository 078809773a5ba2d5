namespace Deckle.Diffing;

/// <summary>What differs between two runs or saves of the same notebook without meaning anything: <see cref="Stripping.Noise"/>, and ids.</summary>
[Flags]
public enum DiffNoise
{
    None = 0,

    /// <summary>Execution counts of cells and outputs.</summary>
    Counts = 1,

    /// <summary>The id of a cell that is the same by its content.</summary>
    Ids = 2,

    /// <summary>When cells ran and how long they took, in metadata and in what <c>%time</c> and <c>%timeit</c> print.</summary>
    Timings = 4,

    /// <summary>Addresses of objects in the text of outputs.</summary>
    Addresses = 8,

    /// <summary>The state of widgets, and the views that name it.</summary>
    Widgets = 16,

    /// <summary>Versions of the kernel's language and of editors.</summary>
    Versions = 32,

    All = Counts | Ids | Timings | Addresses | Widgets | Versions,
}

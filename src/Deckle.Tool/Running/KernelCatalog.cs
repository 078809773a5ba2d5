using System.Collections.Concurrent;
using Deckle.Kernels.Specs;

namespace Deckle.Tool.Running;

/// <summary>The kernels as each folder sees them, searched for once: runs side by side share what was found.</summary>
internal sealed class KernelCatalog
{
    private readonly ConcurrentDictionary<(string Working, string? Notebook), KernelSpecs> known = new();

    public KernelSpecs For(string workingFolder, string? notebookFolder) =>
        known.GetOrAdd((workingFolder, notebookFolder), key => new KernelSpecs(KernelSearch.FromProcess(key.Working, key.Notebook)));
}

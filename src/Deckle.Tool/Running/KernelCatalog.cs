using System.Collections.Concurrent;
using Deckle.Kernels.Sandboxing;
using Deckle.Kernels.Specs;

namespace Deckle.Tool.Running;

/// <summary>The kernels as each folder sees them, searched for once: runs side by side share what was found.</summary>
internal sealed class KernelCatalog
{
    private readonly ConcurrentDictionary<(string Working, string? Notebook, SandboxProfile? Sandbox), KernelSpecs> known = new();

    /// <param name="sandbox">What the kernel is for; null for none.</param>
    public KernelSpecs For(string workingFolder, string? notebookFolder, SandboxProfile? sandbox) =>
        known.GetOrAdd((workingFolder, notebookFolder, sandbox), key => new KernelSpecs(Search(key.Working, key.Notebook, key.Sandbox)));

    private static KernelSearch Search(string workingFolder, string? notebookFolder, SandboxProfile? sandbox) =>
        KernelSearch.FromProcess(workingFolder, notebookFolder) is var search && sandbox is not null ? sandbox.Narrow(search) : search;
}

using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>The kernels that are known to take <c>"transport": "ipc"</c> from their connection file.</summary>
internal static class IpcKernels
{
    // Kernels of Python stand on ipykernel's application; IRkernel names its sockets as ZeroMQ's kernels do (kernel.r, url_with_port); so does xeus.
    public static bool Knows(KernelSpec spec) =>
        (spec.Argv is [_, "-m", ..] && spec.Argv[0].Contains("python", StringComparison.Ordinal))
        || spec.Argv.Any(word => word.Contains("IRkernel::main", StringComparison.Ordinal))
        || Path.GetFileName(spec.Argv[0]) is "xpython" or "xcpp" or "xr" or "xlua" or "xsqlite" or "xoctave";
}

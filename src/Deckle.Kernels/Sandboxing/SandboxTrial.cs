using System.Runtime.InteropServices;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>Runs a program in a sandbox as kernels are run, to see what it can do there.</summary>
public static class SandboxTrial
{
    /// <param name="argv">The words of the command, the first an absolute path.</param>
    /// <param name="environment">What the program would get without a sandbox.</param>
    /// <param name="within">When it is killed.</param>
    /// <returns>How it ended, and the last that it wrote.</returns>
    /// <exception cref="DeckleException"><c>sandbox-unavailable</c>, <c>sandbox-not-enforceable</c>, <c>sandbox-failed</c> and other errors of sandboxes.</exception>
    public static async Task<(KernelExit Exit, string Output)> RunAsync(
        SandboxProfile profile, IReadOnlyList<string> argv, IReadOnlyDictionary<string, string> environment, TimeSpan within, CancellationToken cancellationToken = default)
    {
        using var scratch = new Scratch();
        var launch = new KernelLaunch(argv, environment, "/usr", scratch.Guard);
        Sandbox? sandbox = Sandbox.For(profile);
        KernelLaunch wrapped = sandbox?.Wrap(launch, new SandboxSubject(argv[0], KernelSearch.FromProcess("/usr") with { Variables = environment }), scratch.Path) ?? launch;
        using var process = KernelProcess.Start(wrapped);
        await Task.WhenAny(process.Exit, Task.Delay(within, cancellationToken)).ConfigureAwait(false);
        process.Kill();
        KernelExit exit = await process.Exit.ConfigureAwait(false);
        return sandbox is not null && Sandbox.Complaint(process.Output) is { } complaint ? throw SandboxErrors.Failed(complaint) : (exit, process.Output);
    }

    /// <summary>Why this process may send no signal to another, and see or set none of its limits; null when it may.</summary>
    public static unsafe string? WhyNoSignal(int process)
    {
        ulong* limits = stackalloc ulong[2];
        return Native.Kill(process, 0) == 0 || NativeJail.Limits(process, 0, null, limits) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();
    }
}

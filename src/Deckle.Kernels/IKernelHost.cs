using Deckle.Kernels.Specs;

namespace Deckle.Kernels;

/// <summary>A place where kernels run.</summary>
public interface IKernelHost
{
    /// <summary>Starts a kernel and waits until it is ready: until it answers and its publications reach us.</summary>
    /// <exception cref="DeckleException"><c>kernel-program-missing</c>, <c>kernel-start-failed</c> (with exit code and last words), <c>kernel-start-timeout</c>.</exception>
    Task<KernelClient> StartAsync(KernelChoice kernel, CancellationToken cancellationToken = default);
}

namespace Deckle.Kernels.HostTools;

/// <summary>What code in a kernel may ask of the program that runs it. The implementation decides what is allowed.</summary>
public interface IHostTools
{
    /// <summary>Does one call. Calls of one kernel come one after the other; those of several kernels at the same time.</summary>
    /// <param name="cancellationToken">The cell was interrupted, or its kernel is gone.</param>
    /// <exception cref="DeckleException">It is refused or cannot be done; the kernel gets its code, message and help as an exception.</exception>
    Task<HostToolAnswer> CallAsync(HostToolCall call, CancellationToken cancellationToken);
}

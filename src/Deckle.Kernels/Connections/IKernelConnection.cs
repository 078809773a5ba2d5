using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Connections;

/// <summary>A way to a kernel: ZeroMQ sockets, a WebSocket, or memory in tests.</summary>
public interface IKernelConnection : IAsyncDisposable
{
    /// <summary>Sends a message on its channel.</summary>
    /// <exception cref="IOException">The kernel is gone.</exception>
    Task SendAsync(Message message, CancellationToken cancellationToken = default);

    /// <summary>The next message of any channel, in the order of arrival; null when the kernel is gone and everything it sent has been received.</summary>
    ValueTask<Message?> ReceiveAsync(CancellationToken cancellationToken = default);

    /// <summary>A message that has already arrived; false when there is none yet.</summary>
    bool TryReceive([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Message? message);
}

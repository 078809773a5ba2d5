using System.Globalization;
using Deckle.Kernels.Connections;

namespace Deckle.Kernels.Sessions;

/// <summary>Connects to kernels that somebody else started.</summary>
public static class RunningKernel
{
    /// <summary>Connects to a kernel, which may be busy. Disposing the client leaves it alone.</summary>
    /// <param name="patience">How long it may take to answer.</param>
    /// <exception cref="DeckleException"><c>kernel-silent</c>.</exception>
    public static async Task<KernelClient> AttachAsync(
        ConnectionInfo info, TimeSpan patience, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        time ??= TimeProvider.System;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        ZmtpConnection? connection = null;
        try
        {
            string session = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            Task never = new TaskCompletionSource().Task;
            connection = await ZmtpConnection.ConnectAsync(info, session, never, time, either.Token).ConfigureAwait(false);
            var client = new KernelClient(connection, session, process: null, scratch: null, time) { InterruptsByMessage = true };
            await client.WaitUntilReadyAsync(either.Token, mayBeBusy: true).ConfigureAwait(false);
            return client;
        }
        catch (Exception e)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            if (e is IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                throw SessionErrors.KernelSilent(patience);
            }

            throw;
        }
    }
}

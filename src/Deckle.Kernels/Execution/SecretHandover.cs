using Deckle.Json;
using Deckle.Kernels.Protocol;
using Deckle.Secrets;

namespace Deckle.Kernels.Execution;

/// <summary>Passes the secrets of a run to its kernel, once: before the first cell that runs behind the cells of parameters.</summary>
internal sealed class SecretHandover
{
    private readonly KernelClient kernel;
    private SecretInjection? waiting;

    public SecretHandover(KernelClient kernel, SecretInjection? secrets)
    {
        this.kernel = kernel;
        waiting = secrets;
        if (secrets is not null)
        {
            kernel.Redact(new SecretRedactor(secrets.Secrets));
        }
    }

    /// <param name="onOther">Takes what earlier cells still send.</param>
    /// <returns>How the cell ended that needed them; null when it can run.</returns>
    public async Task<CellVerdict?> BeforeAsync(CellRun cell, Action<Message> onOther, CancellationToken stop)
    {
        if (waiting is not { } secrets || cell.Index <= secrets.AfterCell)
        {
            return null;
        }

        waiting = null;
        try
        {
            JsonObject? reply = await kernel.ExecuteSilentlyAsync(secrets.Source, onOther, stop).ConfigureAwait(false);
            return reply is null ? await CellVerdict.DeadAsync(kernel).ConfigureAwait(false)
                : reply.GetText("status") == "ok" ? null
                : new CellVerdict(ExecutionStatus.Failed, reply.GetText("ename") ?? "", $"the secrets could not be passed to the kernel: {reply.GetText("evalue")}");
        }
        catch (OperationCanceledException)
        {
            return CellVerdict.Stopped(reply: null);
        }
        catch (IOException)
        {
            return await CellVerdict.DeadAsync(kernel).ConfigureAwait(false);
        }
    }
}

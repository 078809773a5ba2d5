namespace Deckle.Kernels.HostTools;

/// <summary>Refuses every call: a kernel that asks must get an answer, or it would wait for ever.</summary>
public sealed class NoHostTools : IHostTools
{
    private NoHostTools()
    {
    }

    public static NoHostTools Instance { get; } = new();

    public Task<HostToolAnswer> CallAsync(HostToolCall call, CancellationToken cancellationToken) => throw HostToolErrors.SwitchedOff();
}

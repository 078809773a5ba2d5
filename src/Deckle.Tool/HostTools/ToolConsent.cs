using Deckle.Kernels.HostTools;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.HostTools;

/// <summary>Asks the user on the terminal whether a call may be done, one question at a time.</summary>
/// <param name="mayAsk">Whether somebody is there; else the answer is no.</param>
internal sealed class ToolConsent(bool mayAsk)
{
    // Runs side by side share the terminal.
    private static readonly SemaphoreSlim Terminal = new(1, 1);

    private readonly HashSet<string> always = new(StringComparer.Ordinal);

    public bool CanAsk { get; } = mayAsk && !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <param name="summary">What would be done.</param>
    public async Task<bool> AskAsync(HostToolCall call, string summary, CancellationToken cancellationToken)
    {
        if (!CanAsk)
        {
            return false;
        }

        await Terminal.WaitAsync(cancellationToken);
        try
        {
            if (always.Contains(call.Tool))
            {
                return true;
            }

            string cell = call.Origin.CellIndex is { } index ? $"cell {index}" : "a cell";
            SharedTerminal.Ask(Console.Error, $"{cell} asks for {call.Tool}: {SafeText.Of(summary)}\nallow it? [y]es, [a]lways in this run, [N]o: ");

            // Nothing can end a read of the terminal; it is left behind when the cell is interrupted.
            string? answer = await Task.Run(() => Console.In.ReadLine(), CancellationToken.None).WaitAsync(cancellationToken);
            bool isAlways = answer?.Trim().ToLowerInvariant() is "a" or "always";
            if (isAlways)
            {
                always.Add(call.Tool);
            }

            return isAlways || answer?.Trim().ToLowerInvariant() is "y" or "yes";
        }
        finally
        {
            SharedTerminal.Answered();
            Terminal.Release();
        }
    }
}

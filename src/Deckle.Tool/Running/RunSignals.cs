using System.Runtime.InteropServices;

namespace Deckle.Tool.Running;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into the stop of a run, so that it ends with its notebook written. A second one means now: the kernel
/// gets no more time. A third ends the program at once.
/// </summary>
internal sealed class RunSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource hurry = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public RunSignals()
    {
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Take));
        }
    }

    public CancellationToken Token => stop.Token;

    /// <summary>Whether the run was asked twice.</summary>
    public CancellationToken Hurry => hurry.Token;

    /// <summary>Whether it was not the user at the keyboard who stopped the run.</summary>
    public bool WasTerminated { get; private set; }

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stop.Dispose();
        hurry.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        if (hurry.IsCancellationRequested)
        {
            // The system's own answer, which is the end. The kernel's guard cleans up.
            return;
        }

        context.Cancel = true;
        if (stop.IsCancellationRequested)
        {
            hurry.Cancel();
            return;
        }

        WasTerminated = context.Signal != PosixSignal.SIGINT;
        stop.Cancel();
    }
}

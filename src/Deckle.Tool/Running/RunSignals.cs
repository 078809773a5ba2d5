using System.Runtime.InteropServices;

namespace Deckle.Tool.Running;

/// <summary>Turns SIGINT, SIGTERM and SIGHUP into the stop of a run, so that it ends with its notebook written. A second one ends at once.</summary>
internal sealed class RunSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public RunSignals()
    {
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Take));
        }
    }

    public CancellationToken Token => stop.Token;

    /// <summary>Whether it was not the user at the keyboard who stopped the run.</summary>
    public bool WasTerminated { get; private set; }

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stop.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        if (stop.IsCancellationRequested)
        {
            // Asked twice: the system's own answer, which is the end. The kernel's guard cleans up.
            return;
        }

        context.Cancel = true;
        WasTerminated = context.Signal != PosixSignal.SIGINT;
        stop.Cancel();
    }
}

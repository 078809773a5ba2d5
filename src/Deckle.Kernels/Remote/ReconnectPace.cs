namespace Deckle.Kernels.Remote;

/// <summary>
/// When a lost connection is tried again: at once, then after waits that double up to a limit. Each is shortened by chance, so that
/// the many clients of a server that was away do not all come back in the same moment.
/// </summary>
internal sealed class ReconnectPace(Func<double> chance)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="failures">How many tries have failed.</param>
    public TimeSpan Before(int failures)
    {
        if (failures == 0)
        {
            return TimeSpan.Zero;
        }

        double full = Math.Min(First.TotalSeconds * Math.Pow(2, failures - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (chance() / 2)));
    }
}

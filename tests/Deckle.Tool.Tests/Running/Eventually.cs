using System.Diagnostics;

namespace Deckle.Tool.Tests.Running;

internal static class Eventually
{
    /// <summary>Looks until nothing is found, or the time is over.</summary>
    /// <returns>What was found last.</returns>
    public static async Task<IReadOnlyList<string>> NothingAsync(Func<IReadOnlyList<string>> look, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            IReadOnlyList<string> found = look();
            if (found.Count == 0 || watch.Elapsed > within)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}

using System.Diagnostics;

namespace Deckle.Kernels.Tests.Warm;

internal static class Running
{
    /// <summary>Whether a process runs. A zombie runs nothing.</summary>
    public static bool Is(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits for the end of a process that is nobody's child here.</summary>
    /// <returns>Whether it came in time.</returns>
    public static async Task<bool> EndsAsync(int id, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        while (Is(id) && watch.Elapsed < within)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        return !Is(id);
    }
}

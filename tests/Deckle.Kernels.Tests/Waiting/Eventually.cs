using System.Threading.Channels;

namespace Deckle.Kernels.Tests.Waiting;

internal static class Eventually
{
    /// <summary>Looks until it is so, or the time is over: at first, after each change in a folder or below, and after each end of what goes on.</summary>
    /// <param name="going">What goes on now, and may end.</param>
    /// <returns>Whether it is so.</returns>
    public static async Task<bool> IsAsync(Func<bool> look, string folder, Func<IEnumerable<Task>> going, TimeSpan within)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => changes.Writer.TryWrite(true);
        watcher.Changed += (_, _) => changes.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => changes.Writer.TryWrite(true);
        watcher.Deleted += (_, _) => changes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;

        using var timeout = new CancellationTokenSource(within);
        Task change = changes.Reader.ReadAsync(timeout.Token).AsTask();
        while (true)
        {
            // Before the look: what ends behind it wakes us again.
            Task[] ends = [.. going().Where(end => !end.IsCompleted)];
            if (look())
            {
                return true;
            }

            if (timeout.IsCancellationRequested)
            {
                return false;
            }

            await Task.WhenAny([change, .. ends]);
            change = change.IsCompleted ? changes.Reader.ReadAsync(timeout.Token).AsTask() : change;
        }
    }
}

namespace Deckle.Tool.Tests.Mcp;

/// <summary>Files that another process writes.</summary>
internal static class Files
{
    public static async Task ExistsAsync(string path)
    {
        var there = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { EnableRaisingEvents = true };
        watcher.Created += (_, _) => there.TrySetResult();
        if (!File.Exists(path))
        {
            await there.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }
}

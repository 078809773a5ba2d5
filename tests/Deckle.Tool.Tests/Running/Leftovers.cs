using Deckle.Kernels.Tests.Waiting;

namespace Deckle.Tool.Tests.Running;

/// <summary>What programs have left behind: files in the folder for temporary ones, and processes that mention one of some texts.</summary>
internal sealed class Leftovers(string temporaryFiles, params string[] mentioned)
{
    public IReadOnlyList<string> Now() => [.. Directory.EnumerateFileSystemEntries(temporaryFiles), .. Running().Select(process => $"{process.Id} {process.Command}")];

    /// <summary>What is still there when all has gone that goes by itself, or the time is over.</summary>
    public async Task<IReadOnlyList<string>> AfterAsync(TimeSpan within)
    {
        var ends = new Dictionary<int, Task>();
        await Eventually.IsAsync(() => Now().Count == 0, temporaryFiles, () => Running().Select(process => EndOf(process.Id)).ToList(), within);
        return Now();

        Task EndOf(int id) => ends.TryGetValue(id, out Task? end) ? end : ends[id] = OtherProcess.EndOf(id);
    }

    private IEnumerable<(int Id, string Command)> Running() => mentioned.SelectMany(Processes.Mentioning).Distinct();
}

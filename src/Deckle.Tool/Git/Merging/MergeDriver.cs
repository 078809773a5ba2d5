using Deckle.Merging;
using Deckle.Stores;
using Deckle.Tool.Merging;

namespace Deckle.Tool.Git.Merging;

/// <summary>
/// git's merge driver for notebooks. Whatever happens, the work tree gets both sides' work: merged, or between markers. Up to git 2.45
/// any exit code but 0 means "conflicts, and the file is as the driver left it", so that an error would pass our side off as the result.
/// </summary>
/// <param name="options">How notebooks are merged, but for labels and markers.</param>
/// <param name="log">Where messages go; git shows them to its user.</param>
internal sealed class MergeDriver(Func<string, MergeOptions> options, TextWriter log)
{
    /// <summary>Merges into our file.</summary>
    /// <returns>0 for a clean merge, 1 where conflicts are left.</returns>
    public int Run(DriverRequest request)
    {
        try
        {
            return Merge(request);
        }
        catch (DeckleException e)
        {
            log.WriteLine($"deckle: {request.Path}: {e.Message}; merged as text");
        }
#pragma warning disable CA1031 // See above: a defect of ours must not lose anybody's work.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.WriteLine($"deckle: {request.Path}: a defect of Deckle: {e.GetType().Name}: {e.Message}; merged as text");
        }

        return TextMerge.Run(request) ? ExitCodes.Done : ExitCodes.BadNews;
    }

    private int Merge(DriverRequest request)
    {
        MergeSide? ancestor = new FileInfo(request.Base).Length > 0 ? Read(request.Base, "the common ancestor") : null;
        MergeSide local = Read(request.Ours, "our side");
        MergeSide remote = Read(request.Theirs, "their side");
        MergeOptions chosen = options(request.Path) with
        {
            BaseLabel = request.Labels.Base,
            LocalLabel = request.Labels.Ours,
            RemoteLabel = request.Labels.Theirs,
            MarkerSize = request.MarkerSize,
        };
        MergeResult result = NotebookMerger.Merge(ancestor?.Notebook, local.Notebook, remote.Notebook, chosen);
        if (!result.IsClean && !chosen.ShowsBase && ShowsBase())
        {
            result = NotebookMerger.Merge(ancestor?.Notebook, local.Notebook, remote.Notebook, chosen with { ShowsBase = true });
        }

        AtomicFile.Write(request.Ours, local.Write(result.Notebook));
        foreach (MergeConflict conflict in result.Conflicts)
        {
            log.WriteLine($"deckle: {request.Path}: conflict in {ConflictText.Place(result.Notebook, conflict)}");
        }

        return result.IsClean ? ExitCodes.Done : ExitCodes.BadNews;
    }

    private static MergeSide Read(string path, string side)
    {
        try
        {
            return MergeSide.Of(File.ReadAllBytes(path));
        }
        catch (DeckleException e)
        {
            throw new DeckleException(e.Code, $"{side} is no notebook: {e.Message}", e.Help, e);
        }
    }

    // git's own setting for its own conflicts.
    private static bool ShowsBase() => GitProgram.Run(null, ["config", "--get", "merge.conflictStyle"]).Text is "diff3" or "zdiff3";
}

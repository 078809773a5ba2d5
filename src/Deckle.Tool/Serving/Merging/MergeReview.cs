using Deckle.Tool.Merging;
using Deckle.Tool.Serving.Nbdime;

namespace Deckle.Tool.Serving.Merging;

/// <summary><c>deckle merge --web</c>: a merge on a page that is served, and nbdime's interface beside it.</summary>
internal sealed class MergeReview
{
    private readonly MergeSession session;
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files;

    private MergeReview(MergeSession session, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        this.session = session;
        this.files = files;
    }

    /// <param name="showsBase">Whether the page shows the version before both changes.</param>
    /// <exception cref="DeckleException">A side is not there or is no notebook; there are not two or three files.</exception>
    public static MergeReview Of(MergeRequest request, bool showsBase)
    {
        (MergeSide? ancestor, MergeSide local, MergeSide remote) = MergeSides.Read(request.Files);
        string? output = request.Output;
        var input = new MergeInput(ancestor?.Notebook, local.Notebook, remote.Notebook)
        {
            Title = $"Merge {output ?? request.Files[^2]}",
            Options = request.Options,
            ShowsBase = showsBase,
            Output = output,
            Spell = local.Write,
            Save = output is null or NotebookPaths.Stdin ? null : content => NotebookPaths.Write(output, content),
        };
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [request.Files[^2]] = local.File, [request.Files[^1]] = remote.File };
        if (ancestor is not null)
        {
            files[request.Files[0]] = ancestor.File;
        }

        return new MergeReview(new MergeSession(input), files);
    }

    /// <summary>Serves until the page is closed.</summary>
    /// <returns>The program's exit code: what a client closed it with, else 1 until a result without conflicts is saved.</returns>
    public int Serve(WebRequest request)
    {
        var sessions = new MergeSessions(session);
        string root = request.Server.Root;
        var merge = new MergeEndpoints(sessions, root);
        Endpoint[] endpoints =
        [
            new("GET", "/", context => merge.ShowAsync(context, 0)),
            AssetEndpoints.All,
            .. merge.All,
            .. new NbdimeApi(new ServedFiles(request.Folder, files), session).All,
            .. new RenderEndpoint(sessions, root).All,
        ];
        using var served = new WebSession(request);
        return served.RunAsync(endpoints, () => session.IsResolved ? ExitCodes.Done : ExitCodes.BadNews).GetAwaiter().GetResult();
    }
}

using Deckle.Editing;
using Deckle.Merging;
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

    /// <param name="ancestor">The file before both changes by its name and content; null where there is none.</param>
    /// <param name="output">Where the result goes; null for stdout once the page is closed.</param>
    public static MergeReview Of((string Name, ReadOnlyMemory<byte> Content)? ancestor, (string Name, ReadOnlyMemory<byte> Content) local, (string Name, ReadOnlyMemory<byte> Content) remote, MergeOptions options, string? output, bool showsBase)
    {
        JoinedNotebook mine = Read(local.Content);
        var input = new MergeInput(ancestor is { Content.Length: > 0 } before ? Read(before.Content).Notebook : null, mine.Notebook, Read(remote.Content).Notebook)
        {
            Title = $"Merge {output ?? local.Name}",
            Options = options,
            ShowsBase = showsBase,
            Output = output,
            Spell = notebook => NotebookEditor.Edit(local.Content, mine.Original, mine.Restore(notebook)),
            Save = output is null ? null : content => NotebookPaths.Write(output, content),
        };
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [local.Name] = local.Content, [remote.Name] = remote.Content };
        if (ancestor is { } old)
        {
            files[old.Name] = old.Content;
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

    private static JoinedNotebook Read(ReadOnlyMemory<byte> content) => JoinedNotebook.Of(NotebookReader.Read(content));
}

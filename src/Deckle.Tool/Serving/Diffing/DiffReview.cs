using Deckle.Tool.Diffing;
using Deckle.Tool.Reviewing;
using Deckle.Tool.Serving.Merging;
using Deckle.Tool.Serving.Nbdime;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving.Diffing;

/// <summary><c>deckle diff --web</c>: comparisons on a page that is served, and nbdime's interface beside it.</summary>
internal sealed class DiffReview(IReadOnlyList<NotebookComparison> comparisons)
{
    // The page's own policy is inside it; these are what only a header can say.
    private const string FramePolicy = "sandbox allow-scripts allow-downloads allow-popups; frame-ancestors 'self'";

    /// <summary>Serves what was compared until its page is closed.</summary>
    /// <returns>The program's exit code: what a client closed it with, else 0.</returns>
    public int Serve(WebRequest request)
    {
        IEnumerable<DiffSide> sides = comparisons.SelectMany(comparison => (DiffSide[])[comparison.Before, comparison.After]);
        var files = new ServedFiles(request.Folder, sides.Where(side => side.Content is not null).Select(side => KeyValuePair.Create(side.Name, side.Content!.Value)));
        string root = request.Server.Root;
        var merges = new MergeSessions(first: null);
        Endpoint[] endpoints =
        [
            new("GET", "/", ShowAsync),
            new("GET", "/diff", ShowAsync),
            new("GET", "/difftool", ShowAsync),
            new("GET", "/page", PageAsync),
            AssetEndpoints.All,
            .. new NbdimeApi(files, merge: null).All,
            .. new MergeEndpoints(merges, root).All,
            .. new RenderEndpoint(merges, root).All,
        ];
        using var session = new WebSession(request);
        return session.RunAsync(endpoints, () => ExitCodes.Done).GetAwaiter().GetResult();

        Task ShowAsync(HttpContext context) => DiffReviewPage.Of("Review", $"{root}page{context.Request.QueryString}", root).AnswerAsync(context);

        Task PageAsync(HttpContext context) => context.HtmlAsync(DiffPage.Write(Named(context.Request.Query)), FramePolicy);

        // nbdime's page compares what its address names.
        IReadOnlyList<NotebookComparison> Named(IQueryCollection query)
        {
            string before = query["base"].ToString();
            string after = query["remote"].ToString();
            return before.Length == 0 || after.Length == 0
                ? comparisons
                : [NotebookComparer.Compare(new FilePair(new DiffSide(before, files.Read(before)), new DiffSide(after, files.Read(after))), filter: null)];
        }
    }
}

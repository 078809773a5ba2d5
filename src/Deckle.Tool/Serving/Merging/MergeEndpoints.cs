using Deckle.Json;
using Deckle.Merging;
using Deckle.Tool.Rendering;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving.Merging;

/// <summary>What the merge page asks its server for.</summary>
/// <param name="root">What stands before every path.</param>
internal sealed class MergeEndpoints(MergeSessions sessions, string root)
{
    // A notebook's own page runs its scripts in an origin of nobody's, and only this server's pages may show it.
    private const string FramePolicy = "sandbox allow-scripts; frame-ancestors 'self'";

    public IReadOnlyList<Endpoint> All =>
    [
        new("GET", "/merge", ShowAsync),
        new("GET", "/mergetool", ShowAsync),
        new("GET", "/api/merge-page/model", context => WithSessionAsync(context, session => context.JsonAsync(session.Model))),
        new("POST", "/api/merge-page/draft", context => WithSessionAsync(context, session => TakeAsync(context, session, isSaved: false))),
        new("POST", "/api/merge-page/save", context => WithSessionAsync(context, session => TakeAsync(context, session, isSaved: true))),
        new("GET", "/api/merge-page/preview", context => WithSessionAsync(context, session => context.HtmlAsync(session.Preview(), FramePolicy))),
        new("GET", "/api/merge-page/rendered", context => WithSessionAsync(context, session => RenderedAsync(context, session))),
        new("GET", "/api/merge-page/download", context => WithSessionAsync(context, session => DownloadAsync(context, session))),
    ];

    /// <summary>The page of a merge.</summary>
    public Task ShowAsync(HttpContext context, int number)
    {
        MergeSession session = sessions.Find($"{number}")!;
        return MergePage.Of(session.Title, number, root).AnswerAsync(context);
    }

    private Task ShowAsync(HttpContext context) => WithSessionAsync(context, session =>
        MergePage.Of(session.Title, int.TryParse(context.Request.Query["session"], out int number) ? number : 0, root).AnswerAsync(context));

    private Task WithSessionAsync(HttpContext context, Func<MergeSession, Task> answer) =>
        sessions.Find(context.Request.Query["session"]) is { } session ? answer(session) : context.TextAsync(StatusCodes.Status404NotFound, "HTTP 404: Not Found (no such merge)");

    private static async Task TakeAsync(HttpContext context, MergeSession session, bool isSaved)
    {
        int left = session.Take(await context.ReadObjectAsync());
        left = isSaved ? session.Save() : left;
        await context.JsonAsync(JsonObject.Of(("schema", "deckle.merge-page.draft/1"), ("conflicts", left)));
    }

    private static Task RenderedAsync(HttpContext context, MergeSession session)
    {
        ConflictSide? side = MergeDraft.TryReadSide(context.Request.Query["side"]);
        HtmlWriter? page = int.TryParse(context.Request.Query["row"], out int row) ? session.Rendered(row, side) : null;
        return page is null ? context.TextAsync(StatusCodes.Status404NotFound, "HTTP 404: Not Found (no such cell)") : context.HtmlAsync(page, FramePolicy);
    }

    private static Task DownloadAsync(HttpContext context, MergeSession session)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"merged.ipynb\"";
        return context.BytesAsync(session.Download(), "application/x-ipynb+json");
    }
}

using Deckle.Diffing;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Tool.Diffing;
using Deckle.Tool.Reviewing;
using Deckle.Tool.Serving.Merging;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving.Nbdime;

/// <summary>
/// Makes pages of what nbdime's interface answers, so that who has such a document needs no viewer of its own: <c>{base, diff}</c> becomes the
/// review page, which is one file, <c>{base, merge_decisions}</c> the merge page, which this server goes on serving.
/// </summary>
internal sealed class RenderEndpoint(MergeSessions sessions, string root)
{
    public IReadOnlyList<Endpoint> All => [new("POST", "/api/render", RenderAsync)];

    private async Task RenderAsync(HttpContext context)
    {
        JsonObject document = await context.ReadObjectAsync();
        Notebook before = new(document.Get<JsonObject>("base") ?? throw ServerErrors.BadRequest("'base' is no notebook"));
        if (document["diff"] is { } diff)
        {
            await context.HtmlAsync(DiffPage.Write([Comparison(before, DiffReader.Read(diff))]), "sandbox allow-scripts allow-downloads allow-popups; frame-ancestors 'self'");
        }
        else if (document["merge_decisions"] is { } decisions)
        {
            int number = sessions.Add(new MergeSession(Input(before, DecisionReader.Read(decisions))));
            context.Response.Headers.ContentLocation = $"{root}merge?session={number}";
            await MergePage.Of("Merge", number, root).AnswerAsync(context);
        }
        else
        {
            throw ServerErrors.BadRequest("neither 'diff' nor 'merge_decisions' is there");
        }
    }

    private static NotebookComparison Comparison(Notebook before, Diff diff)
    {
        NotebookDiff changes = DiffedNotebook.Of(before, diff);
        return new NotebookComparison(new DiffSide("base", NotebookWriter.Write(before)), new DiffSide("remote", NotebookWriter.Write(changes.After))) { Diff = changes };
    }

    // Each side is what it changed, whatever was decided: deciding is what the page is for.
    private static MergeInput Input(Notebook before, IReadOnlyList<MergeDecision> decisions) => new(before, Side(before, decisions, MergeAction.Local), Side(before, decisions, MergeAction.Remote))
    {
        Spell = notebook => NotebookWriter.Write(notebook),
    };

    private static Notebook Side(Notebook before, IReadOnlyList<MergeDecision> decisions, MergeAction side) =>
        new((JsonObject)DecisionApplier.Apply(before.Json, [.. decisions.Select(decision => decision with { Action = side })]));
}

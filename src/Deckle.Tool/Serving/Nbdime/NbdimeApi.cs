using Deckle.Diffing;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Tool.Serving.Merging;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving.Nbdime;

/// <summary>
/// The HTTP interface of nbdime's server, which its pages and JupyterLab's extensions speak. Unlike there, only files of the command line and
/// of the working folder can be named.
/// </summary>
internal sealed class NbdimeApi(ServedFiles files, MergeSession? merge)
{
    public IReadOnlyList<Endpoint> All =>
    [
        new("POST", "/api/diff", DiffAsync),
        new("POST", "/api/merge", MergeAsync),
        new("POST", "/api/store", StoreAsync),
    ];

    private async Task DiffAsync(HttpContext context)
    {
        JsonObject body = await context.ReadObjectAsync();
        Notebook before = Read(body, "base");
        Notebook after = Read(body, "remote");
        await context.JsonAsync(JsonObject.Of(("base", before.Json), ("diff", DiffWriter.Write(NotebookDiffer.Compare(before, after).ToDiff()))));
    }

    private async Task MergeAsync(HttpContext context)
    {
        JsonObject body = await context.ReadObjectAsync();
        Notebook ancestor = Read(body, "base");
        Notebook local = Read(body, "local");
        Notebook remote = Read(body, "remote");
        IReadOnlyList<MergeDecision> decisions = MergeDecisions.Of(ancestor, local, remote, NotebookMerger.Merge(ancestor, local, remote, new MergeOptions()));
        await context.JsonAsync(JsonObject.Of(("base", ancestor.Json), ("merge_decisions", DecisionWriter.Write(decisions, ancestor.Json))));
    }

    private async Task StoreAsync(HttpContext context)
    {
        JsonObject body = await context.ReadObjectAsync();
        if (merge is null)
        {
            throw ServerErrors.BadRequest("Server does not accept storing merge result.");
        }

        JsonObject merged = body.Get<JsonObject>("merged") ?? throw ServerErrors.BadRequest("'merged' is no notebook");
        bool hasConflicts = body["conflicts"] is JsonArray { Count: > 0 } or JsonObject { Count: > 0 };
        merge.Save(JoinedNotebook.Of(new Notebook((JsonObject)Unread(merged))).Notebook, hasConflicts);
        await context.TextAsync(StatusCodes.Status200OK, "");
    }

    private Notebook Read(JsonObject body, string name)
    {
        string file = body.GetText(name) ?? throw ServerErrors.BadRequest($"'{name}': Expecting a filename.");
        try
        {
            return files.Read(file) is { Length: > 0 } content ? JoinedNotebook.Of(NotebookReader.Read(content)).Notebook : Empty;
        }
        catch (DeckleException e)
        {
            throw NbdimeErrors.InvalidNotebook(file, e);
        }
    }

    private static Notebook Empty { get; } = new(JsonObject.Of(("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)));

    // A text is spelled as the file spells texts only where it was not read from another.
    private static JsonValue Unread(JsonValue value) => value switch
    {
        JsonString text => new JsonString(text.Utf8),
        JsonArray items => JsonArray.From(items.Select(Unread)),
        JsonObject members => JsonObject.From(members.Select(member => new JsonMember(member.Key, Unread(member.Value)))),
        _ => value,
    };
}

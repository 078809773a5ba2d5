using Deckle.Json;
using Deckle.Merging;
using Deckle.Stores;

namespace Deckle.Tool.Merging;

/// <summary>Lists the conflicts of a notebook, or takes sides in them.</summary>
internal sealed class ResolveRun(ResolveRequest request)
{
    private readonly string shown = StoreAddress.Redact(request.Path);

    public int Run()
    {
        StoredBytes input = NotebookInput.ReadVersion(request.Path);
        var side = MergeSide.Of(input.Content);
        IReadOnlyList<ConflictPlace> places = ConflictFinder.Find(side.Notebook);
        Func<ConflictPlace, bool> isWanted = Wanted(side.Notebook, places);
        ResolveResult result = ConflictResolver.Resolve(side.Notebook, place => isWanted(place) ? request.Side : null);
        bool isChanged = request.Side is not null && result.Notebook != side.Notebook;
        if (request is { Side: not null, IsDry: false } && (isChanged || request.Path == NotebookPaths.Stdin))
        {
            NotebookPaths.Write(request.Path, isChanged ? side.Write(result.Notebook) : input.Content, input.Version);
        }

        Tell(result, [.. (request.Side is null ? places.Where(isWanted) : result.Remaining)], isChanged);
        return result.Remaining.Count == 0 ? ExitCodes.Done : ExitCodes.BadNews;
    }

    private Func<ConflictPlace, bool> Wanted(Notebook notebook, IReadOnlyList<ConflictPlace> places)
    {
        foreach (int number in request.Numbers.Where(number => number < 1 || number > places.Count))
        {
            throw MergeErrors.NoConflict(number, places.Count);
        }

        HashSet<int>? cells = request.Cells.IsEmpty ? null : [.. request.Cells.Find(notebook)];
        return place => (cells is null || (place.Cell is { } cell && cells.Contains(cell)) || (place.About is { } about && cells.Contains(about)))
            && (request.Parts.Count == 0 || request.Parts.Contains(place.Part))
            && (request.Numbers.Count == 0 || request.Numbers.Contains(place.Number));
    }

    private void Tell(ResolveResult result, IReadOnlyList<ConflictPlace> left, bool isChanged)
    {
        if (request.IsJson)
        {
            Console.Out.WriteLine(JsonObject.Of(
                ("schema", "deckle.resolve/1"),
                ("path", shown),
                ("resolved", JsonArray.From(result.Resolved.Select(place => ConflictJson.Of(place)))),
                ("refused", JsonArray.From(result.Refused.Select(place => ConflictJson.Of(place)))),
                ("remaining", JsonArray.From(left.Select(place => ConflictJson.Of(place)))),
                ("written", isChanged && !request.IsDry)));
            return;
        }

        // With the notebook on stdout its story goes to stderr.
        TextWriter answer = request is { Path: NotebookPaths.Stdin, Side: not null, IsDry: false } ? Console.Error : Console.Out;
        foreach (ConflictPlace place in result.Resolved)
        {
            answer.WriteLine($"{shown}: {(request.IsDry ? "would take" : "took")} {Taken(place)}: {ConflictText.Place(place)}");
        }

        foreach (ConflictPlace place in result.Refused)
        {
            Console.Error.WriteLine($"{shown}: cannot take {Taken(place)}: {ConflictText.Place(place)}{Why(place)}");
        }

        foreach (ConflictPlace place in left)
        {
            List(place, answer);
        }

        Console.Error.WriteLine(result.Remaining.Count == 0 ? $"{shown}: no conflicts{(result.Resolved.Count > 0 ? " left" : "")}" : $"{shown}: {Counted.Of(result.Remaining.Count, "conflict")}{(request.Side is null ? "" : " left")}");
    }

    private string Taken(ConflictPlace place) => request.Side switch
    {
        ConflictSide.Local => ConflictText.Label(place.LocalLabel, "local"),
        ConflictSide.Remote => ConflictText.Label(place.RemoteLabel, "remote"),
        ConflictSide.Base => "the base",
        _ => "both",
    };

    private string Why(ConflictPlace place) => (request.Side, place.Form) switch
    {
        (_, ConflictForm.Stray) => "; remove it in an editor",
        (ConflictSide.Base, _) => "; the notebook does not say what was there before",
        (ConflictSide.Both, _) => "; both cannot be had",
        _ => "; what was recorded does not fit the notebook any more",
    };

    private static void List(ConflictPlace place, TextWriter answer)
    {
        answer.WriteLine($"{place.Number}. {ConflictText.Place(place)}");
        if (place.Form == ConflictForm.Stray)
        {
            answer.WriteLine($"   {place.Local}");
            return;
        }

        if (place.Base is not null)
        {
            answer.WriteLine($"   base: {ConflictText.Short(place.Base)}");
        }

        answer.WriteLine($"   {ConflictText.Label(place.LocalLabel, "local")}: {ConflictText.Short(place.Local)}");
        answer.WriteLine($"   {ConflictText.Label(place.RemoteLabel, "remote")}: {ConflictText.Short(place.Remote)}");
    }
}

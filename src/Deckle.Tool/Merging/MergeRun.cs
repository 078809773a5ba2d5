using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>Merges two or three notebooks, or applies decisions to one.</summary>
internal sealed class MergeRun(MergeRequest request)
{
    public int Run()
    {
        if (request.Applied is { } decisions)
        {
            return Apply(decisions);
        }

        if (MergeSides.AreNothing(request.Files))
        {
            return Removed();
        }

        var sides = MergeSides.Read(request.Files);
        MergeResult result = NotebookMerger.Merge(sides.Base?.Notebook, sides.Local.Notebook, sides.Remote.Notebook, request.Options);
        if (request.WantsDecisions)
        {
            WriteDecisions(sides, result);
        }
        else
        {
            Write(sides.Local.Write(result.Notebook), result.Notebook, result.Conflicts);
        }

        return result.IsClean ? ExitCodes.Done : ExitCodes.BadNews;
    }

    private int Apply(string file)
    {
        if (request.Files.Count != 1)
        {
            throw MergeErrors.ApplyTakesBase(request.Files.Count);
        }

        if (file == NotebookPaths.Stdin && request.Files[0] == NotebookPaths.Stdin)
        {
            throw MergeErrors.TwoFromStdin();
        }

        MergeSide ancestor = MergeSide.Read(request.Files[0], "base");
        IReadOnlyList<MergeDecision> decisions = DecisionFile.Read(file);
        Notebook result = new((JsonObject)DecisionApplier.Apply(ancestor.Notebook.Json, decisions));

        // Both sides may have added cells of one id, which their decisions do not see.
        result = NotebookUpgrader.RepairIds(result);
        IReadOnlyList<ConflictPlace> shown = ConflictFinder.Find(result);
        int undecided = decisions.Count(decision => decision.IsConflict);
        WriteFile(ancestor.Write(result));
        if (request.IsJson)
        {
            Console.Out.WriteLine(JsonObject.Of(
                ("schema", "deckle.merge/1"),
                ("clean", undecided == 0),
                ("decisions", decisions.Count),
                ("undecided", undecided),
                ("conflicts", JsonArray.From(shown.Select(place => ConflictJson.Of(place)))),
                ("written", request.Output is { } path ? path : JsonNull.Value)));
        }
        else if (undecided > 0)
        {
            Console.Error.WriteLine($"{Counted.Of(undecided, "decision")} of {decisions.Count} left to people; the best guess was taken");
        }

        return undecided == 0 ? ExitCodes.Done : ExitCodes.BadNews;
    }

    // Both sides removed the file; so does nbmerge.
    private int Removed()
    {
        if (request.Output is { } output && output != NotebookPaths.Stdin && File.Exists(output))
        {
            File.Delete(output);
            Console.Error.WriteLine($"both sides removed the notebook: removed {output}");
        }

        return ExitCodes.Done;
    }

    private void Write(byte[] bytes, Notebook merged, IReadOnlyList<MergeConflict> conflicts)
    {
        WriteFile(bytes);
        if (request.IsJson)
        {
            JsonObject answer = JsonObject.Of(
                ("schema", "deckle.merge/1"),
                ("clean", conflicts.Count == 0),
                ("counts", JsonObject.From(conflicts.GroupBy(conflict => conflict.Part).Select(part => new JsonMember(ConflictRecord.NameOf(part.Key), part.Count())))),
                ("conflicts", JsonArray.From(conflicts.Select(conflict => ConflictJson.Of(conflict, merged)))),
                ("written", request.Output is { } path ? path : JsonNull.Value));
            Console.Out.WriteLine(request.Output is null ? answer.With("notebook", merged.Json) : answer);
        }
        else if (conflicts.Count > 0)
        {
            Console.Error.WriteLine($"{Counted.Of(conflicts.Count, "conflict")} left:");
            foreach (MergeConflict conflict in conflicts)
            {
                Console.Error.WriteLine($"  {ConflictText.Place(merged, conflict)}");
            }

            string name = request.Output is { } output && output != NotebookPaths.Stdin ? output : "FILE";
            Console.Error.WriteLine($"take sides with: deckle resolve {name}");
        }
    }

    private void WriteFile(byte[] bytes)
    {
        if (request.Output is not null || !request.IsJson)
        {
            NotebookPaths.Write(request.Output ?? NotebookPaths.Stdin, bytes);
        }
    }

    private void WriteDecisions(MergeSides sides, MergeResult result)
    {
        JsonArray decisions = DecisionWriter.Write(MergeDecisions.Of(sides.Ancestor, sides.Local.Notebook, sides.Remote.Notebook, result), sides.Ancestor.Json);
        byte[] json = [.. JsonWriter.ToUtf8(decisions, new JsonWriterOptions { Indent = 2 }), (byte)'\n'];
        NotebookPaths.Write(request.Output ?? NotebookPaths.Stdin, json);
    }
}

using Deckle.Json;
using Deckle.Merging;
using Deckle.Repairing;
using Deckle.Stores;
using Deckle.Validation;

namespace Deckle.Tool.Merging;

/// <summary>Repairs files one after the other. One that cannot be repaired is told and stays as it is; the others are repaired all the same.</summary>
internal sealed class FixRun(FixRequest request)
{
    private readonly List<JsonValue> files = [];
    private int worst = ExitCodes.Done;

    public int Run()
    {
        string[] all = [.. NotebookPaths.Expand(request.Paths)];
        if (request.Output is not null && all.Length != 1)
        {
            throw MergeErrors.OutputTakesOne(all.Length);
        }

        if (request is { IsJson: true, IsCheck: false, IsDry: false } && (request.Output ?? all.FirstOrDefault(path => path == NotebookPaths.Stdin)) == NotebookPaths.Stdin)
        {
            throw MergeErrors.BothToStdout();
        }

        foreach (string path in all)
        {
            string shown = StoreAddress.Redact(path);
            try
            {
                One(path, shown);
            }
            catch (DeckleException e)
            {
                Fail(shown, e);
            }
        }

        if (request.IsJson)
        {
            Console.Out.WriteLine(JsonObject.Of(("schema", "deckle.fix/1"), ("files", JsonArray.From(files))));
        }

        return worst;
    }

    private void One(string path, string shown)
    {
        StoredBytes input = NotebookInput.ReadVersion(path);
        FixResult result = NotebookFixer.Fix(input.Content, new FixOptions { Merge = request.Merge });
        ReadOnlyMemory<byte> bytes = result.Bytes;
        IReadOnlyList<ConflictPlace> left = [];
        if (result.Conflicts.Count > 0)
        {
            (bytes, left) = Settled(bytes);
        }

        bool isChanged = !bytes.Span.SequenceEqual(input.Content.Span);
        bool isWriting = request is { IsCheck: false, IsDry: false };
        if (isWriting && (isChanged || request.Output is not null || path == NotebookPaths.Stdin))
        {
            Write(path, input, bytes, isChanged);
        }

        Raise(left.Count > 0 || result.Findings.Count > 0 || (request.IsCheck && isChanged) ? ExitCodes.BadNews : ExitCodes.Done);
        Tell(path, shown, result, left, isChanged, isWriting && isChanged);
    }

    private (ReadOnlyMemory<byte> Bytes, IReadOnlyList<ConflictPlace> Left) Settled(ReadOnlyMemory<byte> bytes)
    {
        var side = MergeSide.Of(bytes);
        if (request.Side is null)
        {
            return (bytes, ConflictFinder.Find(side.Notebook));
        }

        ResolveResult resolved = ConflictResolver.Resolve(side.Notebook, _ => request.Side);
        return (side.Write(resolved.Notebook), resolved.Remaining);
    }

    private void Write(string path, StoredBytes input, ReadOnlyMemory<byte> bytes, bool isChanged)
    {
        string place = request.Output ?? path;
        if (request.KeepsBackup && isChanged && place != NotebookPaths.Stdin && request.Output is null)
        {
            NotebookPaths.WriteNew($"{path}.bak", input.Content);
        }

        NotebookPaths.Write(place, bytes, request.Output is null ? input.Version : null);
    }

    private void Tell(string path, string shown, FixResult result, IReadOnlyList<ConflictPlace> left, bool isChanged, bool isWritten)
    {
        if (request.IsJson)
        {
            files.Add(JsonObject.Of(
                ("path", shown),
                ("changed", isChanged),
                ("written", isWritten),
                ("repairs", JsonArray.From(result.Repairs.Select(ToJson))),
                ("conflicts", JsonArray.From(left.Select(place => ConflictJson.Of(place)))),
                ("findings", JsonArray.From(result.Findings.Select(finding => finding.Message)))));
            return;
        }

        TextWriter answer = (request.Output ?? path) == NotebookPaths.Stdin && request is { IsCheck: false, IsDry: false } ? Console.Error : Console.Out;
        foreach (TextRepair repair in result.Repairs)
        {
            answer.WriteLine($"{shown}{(repair.Line > 0 ? $":{repair.Line}" : "")}: {repair.Message}");
        }

        foreach (ValidationFinding finding in result.Findings)
        {
            answer.WriteLine($"{shown}: left: {finding.Message}");
        }

        foreach (ConflictPlace place in left)
        {
            answer.WriteLine($"{shown}: conflict: {ConflictText.Place(place)}{ConflictText.Sides(place)}");
        }

        if (left.Count > 0)
        {
            Console.Error.WriteLine($"{shown}: {Counted.Of(left.Count, "conflict")} left; take sides with: deckle resolve {(request.Output is { } output && output != NotebookPaths.Stdin ? output : shown)}");
        }
    }

    private static JsonObject ToJson(TextRepair repair) => JsonObject.Of(("line", repair.Line > 0 ? repair.Line : JsonNull.Value), ("message", repair.Message));

    private void Fail(string shown, DeckleException error)
    {
        Raise(ErrorRenderer.ExitCode(error));
        if (request.IsJson)
        {
            files.Add(JsonObject.Of(("path", shown), ("changed", false), ("written", false), ("error", ErrorRenderer.Json(error))));
        }
        else
        {
            Console.Error.WriteLine($"{shown}: {ErrorRenderer.Text(error)}");
        }
    }

    private void Raise(int code) => worst = Math.Max(worst, code);
}

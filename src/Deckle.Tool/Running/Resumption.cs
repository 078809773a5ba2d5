using Deckle.Json;
using Deckle.Parameters;
using Deckle.Resuming;

namespace Deckle.Tool.Running;

/// <summary>A run that goes on where another one failed.</summary>
/// <param name="Failed">What the other one left.</param>
/// <param name="Continuation">What is to be done.</param>
internal sealed record Resumption(FailedRun Failed, Continuation Continuation)
{
    /// <summary>
    /// Prepares the rest of a failed run. <c>--resume OUTPUT</c> goes on with that very notebook, whatever was changed in it since;
    /// <c>--resume INPUT OUTPUT</c> with a corrected input. In both the output is replaced.
    /// </summary>
    /// <exception cref="DeckleException"><c>resume-not-a-run</c>; <c>nothing-to-resume</c>; what preparing a notebook throws.</exception>
    public static PreparedNotebook Prepare(RunRequest request, RunIdentity run, Func<string, ReadOnlyMemory<byte>> read)
    {
        string path = PathTemplate.Format(request.Output ?? request.Input, request.Parameters, run);
        FailedRun failed = Failure(path, read);
        if (failed.IsComplete)
        {
            throw RunErrors.NothingToResume(path);
        }

        PreparedNotebook prepared = PreparedNotebook.Prepare(
            request with
            {
                Output = path,
                Parameters = ParameterValue.Merge(failed.Parameters, request.Parameters),
                SecretNames = [.. request.Secrets.Select(secret => secret.Name).Union(failed.Secrets)],
            },
            run,
            read);
        Notebook notebook = prepared.Notebook;
        int injected = ParameterFinder.InjectedIndex(notebook);
        if (request.Parameters.Count == 0 && injected >= 0 && failed.Injected is { } cell)
        {
            // Not every value survives the notebook's metadata: the cell of then has them all.
            notebook = notebook.WithCell(injected, notebook.Cells[injected].With("source", cell.Json["source"]!));
        }

        if (request.Output is null && failed.InputPath is { } input)
        {
            JsonObject papermill = notebook.Metadata.Get<JsonObject>("papermill")!;
            notebook = notebook.WithMetadata(notebook.Metadata.With("papermill", papermill.With("input_path", input)));
        }

        var continuation = Continuation.Of(failed, notebook, prepared.Plan, request.Selection.IsSelective);
        return prepared with { Notebook = continuation.Notebook, Plan = continuation.Plan, Resumption = new Resumption(failed, continuation) };
    }

    private static FailedRun Failure(string path, Func<string, ReadOnlyMemory<byte>> read)
    {
        try
        {
            return new FailedRun(NotebookUpgrader.Upgrade(NotebookReader.Read(read(path))));
        }
        catch (DeckleException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw PreparedNotebook.InFile(path, e);
        }
    }
}

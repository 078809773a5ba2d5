using Deckle.Editing;
using Deckle.Tool.Mcp.Documents;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>Where a client wants the executed notebook, once it is sure that nothing is lost by that.</summary>
internal static class ResultPlace
{
    /// <param name="input">The notebook that runs, absolute.</param>
    /// <returns>Absolute; null where the client named none.</returns>
    /// <exception cref="DeckleException">
    /// <c>argument-invalid</c>, <c>path-reserved</c>, <c>notebook-exists</c>, <c>revision-outdated</c>, and what resolving and reading say.
    /// </exception>
    public static string? Of(McpCall call, string input)
    {
        if (call.Text("output_path") is not { } given)
        {
            return call.Text("expected_revision") is null ? null : throw RunToolErrors.RevisionOfNothing();
        }

        RootFolder files = call.Services.Files;
        string path = files.ResolveToWrite(given);
        string shown = files.Relative(path);
        if (path == input)
        {
            throw RunToolErrors.OutputIsInput(shown);
        }

        if (!path.EndsWith(".ipynb", StringComparison.Ordinal))
        {
            throw DocumentErrors.NoNotebookName(shown);
        }

        string? expected = call.Text("expected_revision");
        if (!File.Exists(path))
        {
            return expected is null ? path : throw DocumentErrors.Gone(shown, expected);
        }

        // What stands there may be no notebook, and is replaced by its revision all the same.
        ReadOnlyMemory<byte> bytes = NotebookInput.Read(path);
        string current = NotebookRevision.Of(bytes.Span);
        return expected == current || (expected is null && IsResult(bytes)) ? path
            : expected is null ? throw DocumentErrors.Exists(shown, current)
            : throw DocumentErrors.Outdated(shown, expected, current, call.Services.Notebooks.Since(call.Services.Notebooks.Read(given), expected));
    }

    // The result of a run is replaced by that of the next one, as everybody who runs a notebook twice expects.
    private static bool IsResult(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return ScrapReader.ReadRun("", NotebookReader.Read(bytes)).Status is not null;
        }
        catch (DeckleException)
        {
            return false;
        }
    }
}

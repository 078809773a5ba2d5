using Deckle.Scraps;
using Deckle.Summaries;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>The executed notebook that a call names: by its path, or by the run that writes it.</summary>
/// <param name="Path">From the server's folder.</param>
/// <param name="Run">Null for one that is named by its path.</param>
internal sealed record RunNotebook(Notebook Notebook, string Path, RunRecord? Run)
{
    /// <exception cref="DeckleException">Both or neither are given; there is no such run or notebook; the run wrote none.</exception>
    public static RunNotebook Of(McpCall call, string pathName = "path", string runName = "run_id")
    {
        string? id = call.Text(runName);
        if (id is null == call.Text(pathName) is null)
        {
            throw RunToolErrors.OneOf(pathName, runName);
        }

        return id is null
            ? new RunNotebook(call.Services.Redactor.Redact(call.NotebookOf(pathName)), call.Services.Files.Relative(call.PathOf(pathName)), null)
            : OfRun(call.Services, new RunStore(call.Services).Read(id));
    }

    public static RunNotebook OfRun(McpServices services, RunRecord run)
    {
        string path = services.Files.Resolve(run.OutputPath);
        return File.Exists(path)
            ? new RunNotebook(services.Redactor.Redact(NotebookReader.Read(NotebookInput.Read(path))), run.OutputPath, run)
            : throw RunToolErrors.NoResult(run.Id, run.Status);
    }

    /// <summary>What it tells of its run. A run that was killed could not write its end into it.</summary>
    public ScrapRun Scraps()
    {
        ScrapRun read = ScrapReader.ReadRun(Path, Notebook);
        return Run is null ? read : read with { Status = Run.Status, Duration = read.Duration ?? (Run.IsOver ? Run.Seconds : null) };
    }

    /// <summary>How the run left a cell. The notebook's last state may be from before the cell began.</summary>
    public string StatusOf(int index)
    {
        string said = CellOutline.StatusOf(Notebook.Cells[index]);
        return Run is { IsOver: true } && (said == "running" || (said == "pending" && Run.StoppedIn == index)) ? Run.Status : said;
    }
}

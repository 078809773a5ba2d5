using Deckle.Json;
using Deckle.Parameters;
using Deckle.Selecting;

namespace Deckle.Resuming;

/// <summary>What an executed notebook tells about the run that wrote it, as far as another run needs it to go on.</summary>
public sealed class FailedRun
{
    private readonly JsonObject deckle;
    private readonly JsonObject papermill;

    /// <param name="notebook">As the run left it.</param>
    /// <exception cref="DeckleException"><c>resume-not-a-run</c>: no run wrote it.</exception>
    public FailedRun(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        Notebook = ErrorMarkers.Remove(notebook);
        deckle = Notebook.Metadata.Get<JsonObject>("deckle") ?? JsonObject.Empty;
        papermill = Notebook.Metadata.Get<JsonObject>("papermill") ?? throw ResumeErrors.NotARun();
        Ran = deckle.Get<JsonArray>("ran") is { } traces ? [.. traces.OfType<JsonString>().Select(trace => trace.Text)] : ByStatus();
    }

    /// <summary>Without the markers of the failed cell.</summary>
    public Notebook Notebook { get; }

    /// <summary>The cells that ran to a good end, in order, by <see cref="CellTrace"/>.</summary>
    public IReadOnlyList<string> Ran { get; }

    /// <summary>The parameters that were given to it.</summary>
    public JsonObject Parameters => papermill.Get<JsonObject>("parameters") ?? JsonObject.Empty;

    /// <summary>The path of the notebook that was run; null when it is not told.</summary>
    public string? InputPath => papermill.GetText("input_path");

    /// <summary>The names of the secrets that it was given.</summary>
    public IReadOnlyList<string> Secrets => [.. (deckle.Get<JsonArray>("secrets") ?? JsonArray.Empty).OfType<JsonString>().Select(name => name.Text)];

    /// <summary>Under which name its kernel was kept; null when it was not.</summary>
    public string? Held => deckle.Get<JsonObject>("kernel")?.GetText("held");

    /// <summary>The name of its kernel; null when it is not told.</summary>
    public string? Kernel => deckle.Get<JsonObject>("kernel")?.GetText("name");

    /// <summary>Whether it came to its end, so that there is nothing to go on with.</summary>
    public bool IsComplete => deckle.GetText("status") is { } status
        ? status == "completed"
        : papermill["exception"] is not JsonBoolean { Value: true } && Notebook.Cells.Where(CellPlan.IsRunnable).All(cell => Status(cell) == "completed");

    /// <summary>The cell that parameters were injected into; null for none.</summary>
    public Cell? Injected => Notebook.Cells.FirstOrDefault(cell => cell.HasTag(ParameterInjector.Tag));

    /// <summary>The cells that ran, or were to run, in order.</summary>
    internal IEnumerable<Cell> Runnable => Notebook.Cells.Where(cell => CellPlan.IsRunnable(cell) && !IsLeftOut(cell));

    /// <summary>The cells that were not to run, by their ids, or their sources where there are no ids.</summary>
    internal HashSet<string> LeftOut => [.. Notebook.Cells.Where(IsLeftOut).Select(Key)];

    internal static string Key(Cell cell) => cell.Id ?? cell.Source;

    private static bool IsLeftOut(Cell cell) => cell.Kind == CellKind.Code && cell.Metadata.Get<JsonObject>("deckle")?.GetText("status") == "skipped";

    private static string? Status(Cell cell) => cell.Metadata.Get<JsonObject>("papermill")?.GetText("status");

    // papermill leaves no traces of its cells: what says that it completed is taken as it stands.
    private string[] ByStatus() => [.. Notebook.Cells.Where(CellPlan.IsRunnable).TakeWhile(cell => Status(cell) == "completed").Select(CellTrace.Of)];
}

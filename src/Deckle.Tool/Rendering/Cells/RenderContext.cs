using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering.Frames;
using Deckle.Tool.Rendering.Markup;

namespace Deckle.Tool.Rendering.Cells;

/// <summary>What the cells of one page share: names that must differ, and what the page must bring along.</summary>
/// <param name="page">The context of another notebook that stands on the same page; null for the first.</param>
internal sealed class RenderContext(Notebook notebook, CellOptions options, RenderContext? page = null)
{
    private readonly ImageFiles? files = options.ImageFolder is { } folder ? new ImageFiles(folder) : null;
    private int ids;

    public CellOptions Options { get; } = options;

    public Notebook Notebook { get; } = notebook;

    public MarkdownRenderer Markdown { get; } = page?.Markdown ?? new();

    public ScriptFrames Frames { get; } = page?.Frames ?? new();

    /// <summary>Every formula of the page, for the fonts they need.</summary>
    public List<string> Tex => Markdown.Tex;

    /// <summary>The saved state of ipywidgets by model id.</summary>
    public JsonObject WidgetStates { get; } =
        notebook.Metadata.Get<JsonObject>("widgets")?.Get<JsonObject>("application/vnd.jupyter.widget-state+json")?.Get<JsonObject>("state") ?? JsonObject.Empty;

    /// <summary>An id no other element of the page has.</summary>
    public string NextId() => page?.NextId() ?? string.Create(CultureInfo.InvariantCulture, $"deckle-{++ids}");

    /// <summary>The language of a cell's code; VS Code keeps that of a cell of another one in its metadata.</summary>
    public string? LanguageOf(Cell cell) =>
        cell.Metadata.Get<JsonObject>("vscode")?.GetText("languageId") ?? Notebook.Language ?? (Notebook.KernelName is null ? "python" : null);

    /// <summary>The data URI of an image beside the notebook, or null.</summary>
    public string? Image(string address) => files?.Find(address);
}

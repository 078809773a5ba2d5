using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering.Frames;
using Deckle.Tool.Rendering.Markup;

namespace Deckle.Tool.Rendering.Cells;

/// <summary>What the cells of one page share: names that must differ, and what the page must bring along.</summary>
internal sealed class RenderContext(Notebook notebook, CellOptions options)
{
    private readonly ImageFiles? files = options.ImageFolder is { } folder ? new ImageFiles(folder) : null;
    private int ids;

    public CellOptions Options { get; } = options;

    public Notebook Notebook { get; } = notebook;

    public MarkdownRenderer Markdown { get; } = new();

    public ScriptFrames Frames { get; } = new();

    /// <summary>Every formula of the page, for the fonts they need.</summary>
    public List<string> Tex => Markdown.Tex;

    /// <summary>The saved state of ipywidgets by model id.</summary>
    public JsonObject WidgetStates { get; } =
        notebook.Metadata.Get<JsonObject>("widgets")?.Get<JsonObject>("application/vnd.jupyter.widget-state+json")?.Get<JsonObject>("state") ?? JsonObject.Empty;

    /// <summary>An id no other element of the page has.</summary>
    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"deckle-{++ids}");

    /// <summary>The data URI of an image beside the notebook, or null.</summary>
    public string? Image(string address) => files?.Find(address);
}

using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Showing;

/// <summary>Writes a notebook for people: a title, then its cells with their outputs.</summary>
internal sealed class NotebookShow(TerminalWriter writer, ShowOptions options)
{
    private const int WidestRule = 80;

    // What the title tells.
    private static readonly string[] Titled = ["kernelspec", "language_info"];

    /// <exception cref="DeckleException">It is too broken to be shown, or has none of the cells; then nothing has been written.</exception>
    /// <param name="name">As the notebook is named to people.</param>
    /// <param name="isFurther">Whether it stands below another one.</param>
    public void Write(string name, Notebook notebook, bool isFurther)
    {
        Notebook shown = notebook.Format.Major < 4 ? NotebookUpgrader.Convert(notebook, 4) : notebook;
        HashSet<int>? chosen = options.Cells.IsEmpty ? null : [.. options.Cells.Find(shown)];
        int count = shown.Cells.Count;
        if (isFurther)
        {
            writer.Line().Line(new string('═', Math.Min(options.Width, WidestRule)), TerminalStyle.Dim);
        }

        Title(name, notebook, shown);
        if (options.Parts.Metadata)
        {
            IEnumerable<JsonMember> metadata = shown.Metadata.Where(member => options.Parts.ListsKernel || !Titled.Contains(member.Key));
            IEnumerable<JsonMember> others = shown.Json.Where(member => member.Key is not ("cells" or "metadata" or "nbformat" or "nbformat_minor"));
            MetadataText.Write(writer, JsonPath.Root.Key("metadata"), metadata, "");
            MetadataText.Write(writer, JsonPath.Root, others, "");
        }

        var cells = new CellShow(writer, options, shown, hasOwnIds: notebook.Format.Major >= 4);
        for (int at = 0; at < count; at++)
        {
            if (chosen is null || chosen.Contains(at))
            {
                writer.Line();
                cells.Write(at, shown.Cells[at]);
            }
        }
    }

    private void Title(string name, Notebook notebook, Notebook shown)
    {
        string kernel = (shown.KernelName, shown.KernelDisplayName) switch
        {
            (null, null) => "no kernel",
            ({ } id, null) => id,
            (null, { } display) => display,
            ({ } id, { } display) => $"{id} ({display})",
        };
        string? version = shown.Metadata.Get<JsonObject>("language_info")?.GetText("version");
        string language = shown.Language is { } spoken ? $" · {spoken}{(version is null ? "" : $" {version}")}" : "";
        string count = string.Create(CultureInfo.InvariantCulture, $"{shown.Cells.Count:N0} cell{(shown.Cells.Count == 1 ? "" : "s")}");
        writer.Text(name, TerminalStyle.Bold);
        writer.Line(string.Create(CultureInfo.InvariantCulture, $"  nbformat {notebook.Format.Major}.{notebook.Format.Minor} · {kernel}{language} · {count}"), TerminalStyle.Dim);
    }
}

namespace Deckle.Tool.Exporting;

/// <summary>The formats that notebooks are exported to.</summary>
internal enum ExportKind
{
    Html,
    Slides,
    Pdf,
    Markdown,
    Script,
    Rst,
    Latex,
    Percent,
    Notebook,
}

namespace Deckle.Exporting;

/// <summary>What a text format shows of a notebook.</summary>
public sealed record ExportOptions
{
    /// <summary>The document's name without its ending: images lie in <c>NAME_files</c>.</summary>
    public string Name { get; init; } = "notebook";

    /// <summary>Whether the source of code cells is left out.</summary>
    public bool NoInput { get; init; }

    /// <summary>Whether <c>In[3]:</c> and <c>Out[3]:</c> are left out, in the formats that have them.</summary>
    public bool NoPrompt { get; init; }

    /// <summary>Whether images are in the document, as <c>data:</c> addresses, where the format can do that.</summary>
    public bool EmbedImages { get; init; }
}

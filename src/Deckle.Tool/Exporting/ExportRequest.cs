using Deckle.Exporting;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Exporting;

/// <summary>What <c>deckle export</c> was asked to do with each notebook.</summary>
internal sealed record ExportRequest
{
    public required ExportTarget Target { get; init; }

    /// <summary>nbconvert's <c>--output</c>: a name, with or without its ending, in which <c>{notebook_name}</c> is filled in; null for the notebook's own.</summary>
    public string? Output { get; init; }

    /// <summary>The folder of the documents; null for that of each notebook.</summary>
    public string? OutputFolder { get; init; }

    public bool ToStdout { get; init; }

    public bool InPlace { get; init; }

    public bool ClearsOutputs { get; init; }

    public ExportTags Tags { get; init; } = new();

    public bool NoInput { get; init; }

    public bool NoPrompt { get; init; }

    public bool EmbedImages { get; init; }

    /// <summary>The colours of HTML and slides; paper is light.</summary>
    public PageTheme Theme { get; init; }
}

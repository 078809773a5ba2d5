namespace Deckle.Tool.Showing;

/// <summary>The parts of notebooks, as nbshow's options name them.</summary>
/// <param name="Details">Execution counts.</param>
internal sealed record ShowParts(bool Sources, bool Outputs, bool Attachments, bool Metadata, bool Ids, bool Details)
{
    public static ShowParts All { get; } = new(true, true, true, true, true, true);

    /// <summary>Whether the title's own metadata, kernel and language, are listed too: only where metadata are asked for by name.</summary>
    public bool ListsKernel { get; init; }
}

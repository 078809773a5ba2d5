namespace Deckle.Tool.Showing;

/// <summary>The parts of notebooks, as nbshow's options name them.</summary>
/// <param name="Details">Execution counts.</param>
internal sealed record ShowParts(bool Sources, bool Outputs, bool Attachments, bool Metadata, bool Ids, bool Details)
{
    public static ShowParts All { get; } = Of(([], []));

    /// <param name="asked">The parts that are asked for, or those that are left out.</param>
    public static ShowParts Of((IReadOnlyList<string> Only, IReadOnlyList<string> Ignored) asked)
    {
        IReadOnlySet<string> shown = PartOptions.Counting(asked.Only, asked.Ignored);
        return new ShowParts(
            shown.Contains("sources"), shown.Contains("outputs"), shown.Contains("attachments"), shown.Contains("metadata"), shown.Contains("id"), shown.Contains("details"))
        {
            ListsKernel = asked.Only.Contains("metadata"),
        };
    }

    /// <summary>Whether the title's own metadata, kernel and language, are listed too: only where metadata are asked for by name.</summary>
    public bool ListsKernel { get; init; }
}

namespace Deckle.Exporting;

/// <summary>Raw cells: each names the format that it is for, <c>metadata.raw_mimetype</c>; one without a name is for all.</summary>
public static class RawCells
{
    /// <param name="mediaTypes">Those of the format.</param>
    public static bool IsFor(Cell cell, params ReadOnlySpan<string> mediaTypes)
    {
        string wanted = (cell.Metadata.GetText("raw_mimetype") ?? cell.Metadata.GetText("format") ?? "").ToLowerInvariant();
        return wanted.Length == 0 || mediaTypes.Contains(wanted);
    }
}

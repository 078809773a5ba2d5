using Deckle.Json;

namespace Deckle.Scraps;

/// <summary>A named finding of a notebook: what scrapbook's <c>glue</c> left in its outputs.</summary>
/// <param name="Name">Unique in a notebook; a later scrap of the same name takes its place.</param>
/// <param name="Encoder">How the data are encoded: <c>json</c>, <c>text</c>, <c>pandas</c>, …; null when only a display was glued.</param>
/// <param name="Data">The decoded value; data of an encoder that is not known stay as they are. Null when only a display was glued.</param>
/// <param name="Display">The output that shows it; null when none was glued.</param>
public sealed record Scrap(string Name, string? Encoder, JsonValue? Data, Output? Display)
{
    /// <summary>What is wrong with the data, which are as they were written then; null for nothing.</summary>
    public ScrapProblem? Problem { get; init; }

    /// <summary>Whether the data are a table in Base64: Parquet (scrapbook's <c>pandas</c>) or an Arrow file.</summary>
    public bool IsTable => Encoder is "pandas" or "arrow" && Data is JsonString;
}

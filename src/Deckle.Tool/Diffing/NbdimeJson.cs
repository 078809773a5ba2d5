using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>
/// Comparisons in nbdime's JSON: of one notebook its list of operations, as <c>nbdiff --out</c> writes it; of several an object of such
/// lists by path. What is no notebook has none.
/// </summary>
internal static class NbdimeJson
{
    // nbdiff's layout.
    private static readonly JsonWriterOptions Layout = new() { Indent = 2 };

    public static byte[] Write(IEnumerable<NotebookComparison> comparisons)
    {
        JsonMember[] files = [.. comparisons.Where(comparison => comparison.Diff is not null).Select(comparison => new JsonMember(comparison.Path, DiffWriter.Write(comparison.Diff!.ToDiff())))];
        JsonValue json = files switch
        {
            [] => JsonArray.Empty,
            [var only] => only.Value,
            _ => JsonObject.From(files),
        };
        return [.. JsonWriter.ToUtf8(json, Layout), (byte)'\n'];
    }
}

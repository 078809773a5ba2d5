using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>
/// Tells comparisons in nbdime's JSON: for one file its list of operations, as <c>nbdiff --out</c> writes it; for several an object of such
/// lists by path. What is no notebook has none.
/// </summary>
/// <param name="write">Takes the whole text.</param>
internal sealed class NbdimeWriter(Action<ReadOnlyMemory<byte>> write) : IComparisonWriter
{
    // nbdiff's layout.
    private static readonly JsonWriterOptions Layout = new() { Indent = 2 };

    private readonly List<JsonMember> files = [];

    public void Write(NotebookComparison comparison)
    {
        if (comparison.Diff is { } diff)
        {
            files.Add(new JsonMember(comparison.Path, DiffWriter.Write(diff.ToDiff())));
        }
    }

    public void Finish()
    {
        JsonValue json = files switch
        {
            [] => JsonArray.Empty,
            [var only] => only.Value,
            _ => JsonObject.From(files),
        };
        write((byte[])[.. JsonWriter.ToUtf8(json, Layout), (byte)'\n']);
    }
}

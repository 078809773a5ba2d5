using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>Decisions of a merge in a file.</summary>
internal static class DecisionFile
{
    /// <exception cref="DeckleException"><c>decisions-invalid</c>, or the file cannot be read.</exception>
    public static IReadOnlyList<MergeDecision> Read(string path)
    {
        ReadOnlyMemory<byte> file = NotebookInput.Read(path);
        try
        {
            return DecisionReader.Read(JsonReader.Read(file));
        }
        catch (JsonSyntaxException e)
        {
            throw MergeErrors.NoDecisions(path, e);
        }
    }
}

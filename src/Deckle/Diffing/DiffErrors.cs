using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>The errors of reading and applying diffs.</summary>
public static class DiffErrors
{
    /// <param name="place">The value the entry was to change.</param>
    public static DeckleException DoesNotFit(JsonPath place, DiffEntry entry, string why)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(entry);
        return new("diff-does-not-fit", $"the diff does not fit: at {(place.Length == 0 ? "the notebook" : place.ToPointer())}, {entry.Op.ToString().ToLowerInvariant()} '{entry.Key}': {why}", "apply it to the notebook it was made from")
        {
            Kind = ErrorKind.BadNews,
        };
    }
}

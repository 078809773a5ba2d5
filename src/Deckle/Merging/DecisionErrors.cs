using Deckle.Json;

namespace Deckle.Merging;

/// <summary>The errors of reading and applying decisions.</summary>
public static class DecisionErrors
{
    private const string Forms = "decisions are a list of objects with common_path, action, local_diff and remote_diff, as deckle merge --decisions and nbmerge --decisions write it";

    public static DeckleException NotAList() => new("decisions-invalid", "not decisions: there is no list", Forms);

    /// <param name="number">The decision's index in the list.</param>
    public static DeckleException Invalid(int number, string why) => new("decisions-invalid", $"not decisions: decision {number}: {why}", Forms);

    /// <param name="number">The decision's index in the list.</param>
    public static DeckleException DoNotFit(int number, JsonPath path, string why)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new("decisions-do-not-fit", $"the decisions do not fit: decision {number}, at {(path.Length == 0 ? "the top" : path.ToPointer())}: {why}", "apply them to the notebook that both sides come from")
        {
            Kind = ErrorKind.BadNews,
        };
    }
}

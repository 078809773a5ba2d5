using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>One difference between expected and actual outputs.</summary>
/// <param name="Key">A stream's name, a media type, or a field such as <c>ename</c>.</param>
/// <param name="Index">Which of the key's values, from 0; 0 where <paramref name="Kind"/> is not <see cref="OutputDifferenceKind.Value"/>.</param>
/// <param name="Expected">The value, sanitised; all of the key's values, as a list, where the kind is not <see cref="OutputDifferenceKind.Value"/>. Null for none.</param>
/// <param name="Actual">As <paramref name="Expected"/>.</param>
public sealed record OutputDifference(OutputDifferenceKind Kind, string Key, int Index, JsonValue? Expected, JsonValue? Actual)
{
    /// <summary>What more there is to say, such as how far two images are apart; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>
    /// The places inside the value, where they can be told: numbers of a text that is otherwise the same, cells of tables, paths in JSON.
    /// At most some thousands.
    /// </summary>
    public IReadOnlyList<ValueDetail> Details { get; init; } = [];
}

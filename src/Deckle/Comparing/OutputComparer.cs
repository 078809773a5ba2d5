using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>Compares the outputs of a cell with those it is expected to have.</summary>
public static class OutputComparer
{
    /// <summary>
    /// All differences, none for outputs that pass. In nbval's order: missing keys, unexpected keys, then the keys of the reference as they appear;
    /// what nbval reports is the first of them (<see cref="NbvalReport"/>).
    /// </summary>
    /// <exception cref="DeckleException"><c>sanitize-regex-too-slow</c>.</exception>
    public static IReadOnlyList<OutputDifference> Compare(IReadOnlyList<Output> expected, IReadOnlyList<Output> actual, CompareOptions? options = null)
    {
        options ??= CompareOptions.Default;
        FlattenedOutputs reference = FlattenedOutputs.Of(expected, options);
        FlattenedOutputs test = FlattenedOutputs.Of(actual, options);
        return
        [
            .. reference.Keys.Where(key => !test.Has(key)).Select(key => new OutputDifference(OutputDifferenceKind.Missing, key, 0, All(reference[key]), null)),
            .. test.Keys.Where(key => !reference.Has(key)).Select(key => new OutputDifference(OutputDifferenceKind.Unexpected, key, 0, null, All(test[key]))),
            .. reference.Keys.Where(test.Has).SelectMany(key => InKey(key, reference[key], test[key], options)),
        ];
    }

    /// <summary>Whether a key is a media type of pictures made of pixels, held as base64.</summary>
    public static bool IsImage(string key) =>
        key.StartsWith("image/", StringComparison.Ordinal) && !key.EndsWith("+xml", StringComparison.Ordinal);

    private static IEnumerable<OutputDifference> InKey(string key, IReadOnlyList<JsonValue> expected, IReadOnlyList<JsonValue> actual, CompareOptions options)
    {
        if (expected.Count != actual.Count)
        {
            return [new OutputDifference(OutputDifferenceKind.Count, key, 0, All(expected), All(actual))];
        }

        return
        [
            .. from index in Enumerable.Range(0, expected.Count)
               let verdict = ValueComparison.Compare(key, expected[index], actual[index], options)
               where !verdict.AreSame
               select new OutputDifference(OutputDifferenceKind.Value, key, index, expected[index], actual[index]) { Note = verdict.Note, Details = verdict.Details },
        ];
    }

    private static JsonArray All(IEnumerable<JsonValue> values) => JsonArray.From(values);
}

using System.Text;
using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>The first difference in nbval's words, uncoloured.</summary>
public static class NbvalReport
{
    private const string Reference = "<<<<<<<<<<<< Reference output";
    private const string Disagrees = "============ disagrees with newly computed (test) output:";
    private const string End = ">>>>>>>>>>>>";

    /// <param name="differences">As <see cref="OutputComparer.Compare"/> gives them.</param>
    /// <returns>Lines joined by line feeds; empty for no difference.</returns>
    public static string Of(IReadOnlyList<OutputDifference> differences)
    {
        if (differences.Count == 0)
        {
            return "";
        }

        OutputDifference first = differences[0];
        return first.Kind switch
        {
            OutputDifferenceKind.Missing => $"Missing output fields from running code: {Keys(differences, first.Kind)}",
            OutputDifferenceKind.Unexpected => $"Unexpected output fields from running code: {Keys(differences, first.Kind)}",
            OutputDifferenceKind.Count => string.Join('\n', Counted(first)),
            _ => string.Join('\n', Mismatch(first)),
        };
    }

    // Python shows a set in no order at all; here it is the order of appearance.
    private static string Keys(IEnumerable<OutputDifference> differences, OutputDifferenceKind kind) =>
        "{" + string.Join(", ", differences.Where(difference => difference.Kind == kind).Select(difference => PythonText.Repr(difference.Key))) + "}";

    private static IEnumerable<string> Counted(OutputDifference difference) =>
    [
        $"dissimilar number of outputs for key \"{difference.Key}\"{Reference}s from ipynb file:",
        .. ((JsonArray)difference.Expected!).Select(Shown),
        Disagrees,
        .. ((JsonArray)difference.Actual!).Select(Shown),
        End,
    ];

    private static IEnumerable<string> Mismatch(OutputDifference difference) =>
    [
        $" mismatch '{difference.Key}'",
        $"  {Reference} from ipynb file:",
        Indented(Shown(difference.Expected!)),
        $"  {Disagrees}",
        Indented(Shown(difference.Actual!)),
        $"  {End}",
    ];

    private static string Shown(JsonValue value) => Base64Text.Snip(value is JsonString text ? text.Text : value.ToString());

    private static string Indented(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (string line in PythonLines.Split(text))
        {
            result.Append(result.Length == 0 ? "  " : "\n  ").Append(PythonLines.WithoutEnd(line));
        }

        return result.ToString();
    }
}

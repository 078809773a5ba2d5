using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

/// <summary>A diff as lines one can look at: path, operation, value.</summary>
internal static class DiffText
{
    public static string Of(Diff diff) => string.Join('\n', Lines(diff, ""));

    private static IEnumerable<string> Lines(Diff diff, string path) => diff.SelectMany(entry => entry.Op switch
    {
        DiffOp.Patch => Lines(entry.Inner!, $"{path}/{Name(entry)}"),
        DiffOp.RemoveRange => [$"{path}/{Name(entry)} removerange {entry.Length}"],
        DiffOp.Remove => [$"{path}/{Name(entry)} remove"],
        _ => [$"{path}/{Name(entry)} {DiffOpName(entry.Op)} {JsonWriter.ToText(entry.Value!, JsonWriterOptions.Compact)}"],
    });

    private static string Name(DiffEntry entry) => entry.Key.Name ?? $"{entry.Key.Index}";

    private static string DiffOpName(DiffOp op) => op switch { DiffOp.Add => "add", DiffOp.Replace => "replace", _ => "addrange" };
}

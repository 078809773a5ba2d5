using Deckle.Json;

namespace Deckle.Batches;

/// <summary>The errors of grids and of tables of parameters.</summary>
public static class ParameterSetErrors
{
    public static DeckleException Table(string source, int line, string reason) =>
        new("params-file-invalid", $"{source}, line {line}: {reason}", "a table has a header of parameter names, and a row of values for each run");

    internal static DeckleException Grid(string text, string reason) =>
        new("grid-invalid", $"--grid {new JsonString(text)}: {reason}", "write NAME=VALUE,VALUE or NAME=FIRST..LAST or NAME=FIRST..LAST..STEP; quote a value that is text: NAME='1..5'");

    internal static DeckleException RepeatedName(string name) =>
        new("grid-invalid", $"--grid gives {name} twice", $"give all of its values at once: --grid {name}=VALUE,VALUE");
}

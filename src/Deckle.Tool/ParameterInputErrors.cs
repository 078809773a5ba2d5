using Deckle.Json;

namespace Deckle.Tool;

/// <summary>The errors of reading parameters from the command line and from files.</summary>
internal static class ParameterInputErrors
{
    /// <param name="source">Where the text came from: <c>--parameters_yaml</c> or a file's path.</param>
    public static DeckleException Syntax(string source, long line, long column, string reason, Exception? cause = null) =>
        new("parameter-yaml-invalid", $"{source}, line {line}, column {column}: {reason}", "parameters are a YAML or JSON mapping of names to values", cause);

    public static DeckleException NotAMapping(string source, string kind) =>
        new("parameter-yaml-not-a-mapping", $"{source}: parameters are a mapping of names to values, and this is {kind}", "write NAME: VALUE");

    public static DeckleException TooLarge(string source, int limit) =>
        new("parameter-yaml-too-large", $"{source}: with its aliases expanded the document has more than {limit} values", "write the repeated values out less often");

    public static DeckleException NotBase64(Exception cause) =>
        new("parameter-base64-invalid", "--parameters_base64: the text is not base64 of UTF-8 text", "encode the YAML: base64 -w0 params.yaml", cause);

    public static DeckleException NotJson(string name, JsonSyntaxException cause) =>
        new("parameter-json-invalid", $"--param-json {name}: not JSON: {cause.Message}", "quote the value for the shell: --param-json NAME '[1, 2]'", cause);

    public static DeckleException JsonFile(string path, JsonSyntaxException cause) =>
        new("parameter-json-invalid", $"{path}: not JSON: {cause.Message}", "parameters are a mapping of names to values", cause);

    public static DeckleException NotText(string path) =>
        new("parameter-file-not-text", $"{path}: the file is not UTF-8 text", "save it as UTF-8");

    public static DeckleException Unreadable(string path, string why, Exception cause) =>
        new("parameter-file-unreadable", $"the parameters in '{path}' cannot be read: {why.ReplaceLineEndings(" ")}", "check the path given with -f", cause);

    public static DeckleException Pair(string option) =>
        new("usage", $"{option} takes a name and a value", $"{option} NAME VALUE");
}

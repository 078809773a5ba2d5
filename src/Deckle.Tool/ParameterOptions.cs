using System.CommandLine;
using System.Text;
using Deckle.Json;
using Deckle.Parameters;
using Deckle.Stores;

namespace Deckle.Tool;

/// <summary>
/// papermill's options for parameters. Their order on the command line does not matter between kinds:
/// <c>-b</c> &lt; <c>-f</c> &lt; <c>-y</c> &lt; <c>-p</c> &lt; <c>-r</c> &lt; <c>--param-json</c>, later ones win for each name.
/// </summary>
internal sealed class ParameterOptions
{
    private readonly ParameterOption inferred = new(
        2, "NAME VALUE", "A parameter; True, False, None and numbers are typed.", "--parameters", "-p");

    private readonly ParameterOption raw = new(
        2, "NAME VALUE", "A parameter that stays a string.", "--parameters_raw", "-r", "--parameters-raw");

    private readonly ParameterOption file = new(
        1, "PATH", "A YAML or JSON file of parameters.", "--parameters_file", "-f", "--parameters-file");

    private readonly ParameterOption yaml = new(
        1, "TEXT", "Parameters as YAML.", "--parameters_yaml", "-y", "--parameters-yaml");

    private readonly ParameterOption base64 = new(
        1, "TEXT", "Parameters as base64 of YAML.", "--parameters_base64", "-b", "--parameters-base64");

    private readonly ParameterOption json = new(
        2, "NAME JSON", "A parameter as strict JSON; wins over all others.", "--param-json");

    public void AddTo(Command command)
    {
        foreach (ParameterOption option in (ParameterOption[])[inferred, raw, file, yaml, base64, json])
        {
            command.Add(option);
        }
    }

    /// <summary>All parameters of a command line, merged.</summary>
    /// <param name="first">Parameters that all others win over, such as injected paths.</param>
    /// <param name="readFile">Reads what <c>-f</c> names; by default a local file, <c>-</c> for stdin.</param>
    /// <exception cref="DeckleException">A text that is not what its option takes.</exception>
    public JsonObject Read(ParseResult parsed, JsonObject? first = null, Func<string, ReadOnlyMemory<byte>>? readFile = null)
    {
        IEnumerable<JsonObject> sets =
        [
            first ?? JsonObject.Empty,
            .. Values(parsed, base64).Select(values => YamlParameters.Read(Decode(values[0]), "--parameters_base64")),
            .. Values(parsed, file).Select(values => ReadFile(values[0], readFile ?? NotebookInput.Read)),
            .. Values(parsed, yaml).Select(values => YamlParameters.Read(values[0], "--parameters_yaml")),
            .. Values(parsed, inferred).Select(values => JsonObject.Of((values[0], ParameterValue.Infer(values[1])))),
            .. Values(parsed, raw).Select(values => JsonObject.Of((values[0], values[1]))),
            .. Values(parsed, json).Select(values => JsonObject.Of((values[0], ReadJson(values[0], values[1])))),
        ];

        return sets.Aggregate(ParameterValue.Merge);
    }

    private static IEnumerable<string[]> Values(ParseResult parsed, ParameterOption option) =>
        (parsed.GetValue(option) ?? []).Select(argument => NameAndValue.Split(argument) is { } values && values.Length == option.ValueCount
            ? values
            : throw ParameterInputErrors.Pair(option.Aliases.FirstOrDefault(alias => alias.Length == 2) ?? option.Name));

    private static JsonObject ReadFile(string path, Func<string, ReadOnlyMemory<byte>> read)
    {
        ReadOnlyMemory<byte> content = read(path);
        StoreAddress address = StoreAddress.Parse(path);
        path = address.ToString();
        content = content.Span.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        if (!System.Text.Unicode.Utf8.IsValid(content.Span))
        {
            throw ParameterInputErrors.NotText(path);
        }

        // YAML 1.1 reads JSON's 1e5 as a string; a file that says it is JSON is read as JSON.
        return (address.Scheme == StoreScheme.Stream ? path : address.Name).EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? ReadJsonFile(path, content)
            : YamlParameters.Read(Encoding.UTF8.GetString(content.Span), path);
    }

    private static JsonObject ReadJsonFile(string path, ReadOnlyMemory<byte> content)
    {
        if (content.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return JsonObject.Empty;
        }

        try
        {
            return JsonReader.Read(content) as JsonObject ?? throw ParameterInputErrors.NotAMapping(path, "another JSON value");
        }
        catch (JsonSyntaxException e)
        {
            throw ParameterInputErrors.JsonFile(path, e);
        }
    }

    private static string Decode(string base64)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw ParameterInputErrors.NotBase64(e);
        }
    }

    private static JsonValue ReadJson(string name, string text)
    {
        try
        {
            return JsonReader.Read(text);
        }
        catch (JsonSyntaxException e)
        {
            throw ParameterInputErrors.NotJson(name, e);
        }
    }
}

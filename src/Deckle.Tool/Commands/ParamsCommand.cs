using System.CommandLine;
using System.Text;
using Deckle.Json;
using Deckle.Parameters;
using Deckle.Parameters.Translators;
using Deckle.Stores;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle params</c>: what a notebook declares, and what would be injected.</summary>
internal static class ParamsCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "The notebook; - for stdin." };
        var kernel = new Option<string?>("--kernel", "-k") { HelpName = "NAME", Description = "The kernel, where it is not the notebook's own." };
        var language = new Option<string?>("--language", "-l") { HelpName = "NAME", Description = "The language, where it is not the notebook's own." };
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var command = new Command(
            "params",
            "List the parameters that a notebook declares: the assignments in its cell tagged 'parameters'.\n\nExample: deckle params report.ipynb --json")
        {
            notebook, kernel, language, json, CreateRender(),
        };

        command.SetAction(parsed => CommandLine.Guard(
            parsed.GetValue(json),
            () => List(parsed.GetRequiredValue(notebook), parsed.GetValue(kernel), parsed.GetValue(language), parsed.GetValue(json))));
        return command;
    }

    private static Command CreateRender()
    {
        var kernel = new Option<string?>("--kernel", "-k") { HelpName = "NAME", Description = "The kernel's name; it decides before the language." };
        var language = new Option<string?>("--language", "-l") { HelpName = "NAME", Description = "The language." };
        var comment = new Option<string>("--comment") { HelpName = "TEXT", Description = "The comment on the first line.", DefaultValueFactory = _ => "Parameters" };
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var parameters = new ParameterOptions();
        var command = new Command(
            "render",
            "Print the source of the cell that would be injected.\n\nExample: deckle params render --language R -p alpha 0.6 -y 'regions: [eu, us]'")
        {
            kernel, language, comment, json,
        };

        parameters.AddTo(command);
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            JsonObject values = parameters.Read(parsed);
            Translator translator = TranslatorCatalog.Find(parsed.GetValue(kernel), parsed.GetValue(language));
            string source = translator.Codify(values, parsed.GetRequiredValue(comment));
            Print(parsed.GetValue(json)
                ? JsonObject.Of(("schema", "deckle.params.render/1"), ("language", translator.Language), ("parameters", values), ("source", source)) + "\n"
                : source);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static int List(string path, string? kernelName, string? language, bool json)
    {
        Notebook notebook = ScriptInput.Decode(path, NotebookInput.Read(path));
        bool hasCell = ParameterFinder.CellIndex(notebook) >= 0;
        IReadOnlyList<Parameter> parameters = ParameterFinder.Find(notebook, kernelName, language);
        path = StoreAddress.Redact(path);
        Print(json ? Json(path, notebook, hasCell, parameters, language) + "\n" : Text(path, hasCell, parameters));
        return hasCell ? ExitCodes.Done : ExitCodes.BadNews;
    }

    // The lines that papermill prints for --help-notebook, without its usage.
    internal static string Text(string path, bool hasCell, IReadOnlyList<Parameter> parameters)
    {
        var text = new StringBuilder($"Parameters inferred for notebook '{path}':\n");
        if (parameters.Count == 0)
        {
            text.Append(hasCell
                ? "\n  Can't infer anything about this notebook's parameters. It may not have any parameter defined.\n"
                : "\n  No cell tagged 'parameters'\n");
        }

        foreach (Parameter parameter in parameters)
        {
            string type = parameter.TypeName == "None" ? "Unknown type" : parameter.TypeName;
            string value = parameter.IsRequired ? "required" : $"default {parameter.Default}";
            string definition = $"  {parameter.Name}: {type} ({value})";
            text.Append(definition.Length <= 30 ? definition.PadRight(34) + parameter.Help
                : parameter.Help.Length > 0 ? $"{definition}\n{new string(' ', 34)}{parameter.Help}"
                : definition).Append('\n');
        }

        return text.ToString();
    }

    internal static JsonObject Json(string path, Notebook notebook, bool hasCell, IReadOnlyList<Parameter> parameters, string? language) => JsonObject.Of(
        ("schema", "deckle.params/1"),
        ("notebook", path),
        ("language", Optional(language ?? notebook.Language)),
        ("has_parameters_cell", hasCell),
        ("parameters", JsonArray.From(parameters.Select(parameter => (JsonValue)JsonObject.Of(
            ("name", parameter.Name),
            ("inferred_type_name", parameter.TypeName),
            ("default", Optional(parameter.Default)),
            ("help", parameter.Help),
            ("type", parameter.Type.ToString().ToLowerInvariant()),
            ("required", parameter.IsRequired),
            ("line", parameter.Line))))));

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Value : new JsonString(text);

    // Bytes, because the console's encoder would replace lone surrogates and add a byte order mark on some systems.
    private static void Print(string text)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(new JsonString(text).Utf8.Span);
    }
}

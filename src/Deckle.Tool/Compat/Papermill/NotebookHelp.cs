using System.Text;
using Deckle.Json;
using Deckle.Parameters;
using Deckle.Parameters.Translators;
using Deckle.Tool.Commands;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>
/// What <c>papermill --help-notebook</c> knows of a notebook's parameters: those of Python. <c>deckle params</c> reads other languages, too.
/// </summary>
/// <param name="Path">The notebook's path as it was given.</param>
/// <param name="HasCell">Whether a cell is tagged <c>parameters</c>.</param>
internal sealed record NotebookHelp(string Path, bool HasCell, IReadOnlyList<Parameter> Parameters)
{
    /// <param name="input">The path with its parameters filled in.</param>
    public static NotebookHelp Of(string path, string input)
    {
        Notebook notebook = Read(input);
        bool isPython = TranslatorCatalog.TryFind(notebook.KernelName, notebook.Language) is PythonTranslator;
        return new NotebookHelp(path, ParameterFinder.CellIndex(notebook) >= 0, isPython ? ParameterFinder.Find(notebook) : []);
    }

    /// <summary>Prints it behind the usage line.</summary>
    /// <returns>1 where the notebook has no cell of parameters.</returns>
    public int Show(StandardStreams streams)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes($"{PapermillHelp.Usage(streams)}\n\n{ParamsCommand.Text(Path, HasCell, Parameters)}"));
        return HasCell ? ExitCodes.Done : ExitCodes.BadNews;
    }

    public JsonArray ToJson() => JsonArray.From(Parameters.Select(parameter => (JsonValue)JsonObject.Of(
        ("name", parameter.Name),
        ("inferred_type_name", parameter.TypeName),
        ("default", parameter.Default is null ? JsonNull.Value : new JsonString(parameter.Default)),
        ("help", parameter.Help))));

    private static Notebook Read(string path) => NotebookUpgrader.Upgrade(NotebookReader.Read(NotebookInput.Read(path)));
}

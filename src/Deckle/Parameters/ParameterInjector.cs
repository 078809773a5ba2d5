using Deckle.Json;
using Deckle.Parameters.Translators;

namespace Deckle.Parameters;

/// <summary>Puts parameters into a notebook: a code cell tagged <c>injected-parameters</c> that assigns them, as papermill does.</summary>
public static class ParameterInjector
{
    /// <summary>The tag of the cell that assigns the given values.</summary>
    public const string Tag = "injected-parameters";

    /// <summary>
    /// The new cell replaces the first one tagged <c>injected-parameters</c>, wherever that stands; else it follows the first one tagged
    /// <c>parameters</c>; else it comes first, with a warning. Without parameters no cell is added, and one of an earlier run is kept.
    /// </summary>
    /// <param name="parameters">Name to value, in the order of the assignments.</param>
    /// <exception cref="DeckleException"><c>parameter-language-unsupported</c>, <c>parameter-bad-name</c>, <c>parameter-not-representable</c>; with <see cref="InjectOptions.Strict"/> also <c>parameter-unknown</c> and <c>parameter-missing</c>.</exception>
    public static Injection Inject(Notebook notebook, JsonObject parameters, InjectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentNullException.ThrowIfNull(parameters);
        options ??= InjectOptions.Default;
        string? kernelName = options.KernelName ?? notebook.KernelName;
        string? language = options.Language ?? notebook.Language;

        IReadOnlyList<Parameter> declared = ParameterFinder.Find(notebook, kernelName, language);
        string[] unknown = [.. Unknown(parameters, declared, TranslatorCatalog.TryFind(kernelName, language)).Except(options.Undeclared)];
        string[] missing = [.. declared.Where(parameter => parameter.IsRequired && !parameters.Has(parameter.Name)).Select(parameter => parameter.Name).Except(options.GivenOtherwise)];
        if (options.Strict && unknown.Length > 0)
        {
            throw ParameterErrors.Unknown(unknown, declared);
        }

        if (options.Strict && missing.Length > 0)
        {
            throw ParameterErrors.Missing(missing, declared);
        }

        Injection injection = parameters.Count == 0
            ? new Injection(notebook)
            : Insert(notebook, Translator(kernelName, language, options.Language).Codify(parameters, options.Comment), options.NewId);

        return injection with
        {
            Notebook = options.ReportMode ? HideSources(injection.Notebook) : injection.Notebook,
            Declared = declared,
            Unknown = unknown,
            Missing = missing,
            Warnings =
            [
                .. injection.Warnings,
                .. unknown.Select(name => $"Passed unknown parameter: {name}"),
                .. missing.Select(name => $"Parameter without value: {name}"),
            ],
        };
    }

    // A language that was asked for is not silently replaced by that of the kernel.
    private static Translator Translator(string? kernelName, string? language, string? asked) => asked is null
        ? TranslatorCatalog.Find(kernelName, language)
        : TranslatorCatalog.TryFind(null, asked) ?? throw TranslatorErrors.Unsupported(kernelName, asked, string.Join(", ", TranslatorCatalog.Languages));

    private static string[] Unknown(JsonObject parameters, IReadOnlyList<Parameter> declared, Translator? translator)
    {
        if (translator is null)
        {
            return [];
        }

        // Compared as variables: R's _x is assigned to x.
        HashSet<string> names = [.. declared.Select(parameter => parameter.Name)];
        return [.. parameters.Keys.Where(name => !names.Contains(name) && !names.Contains(translator.Variable(name)))];
    }

    private static Injection Insert(Notebook notebook, string source, Func<string>? newId)
    {
        List<Cell> cells = [.. notebook.Cells];
        int replaced = ParameterFinder.CellIndex(notebook, Tag);
        int defaults = ParameterFinder.CellIndex(notebook);
        string? keptId = replaced >= 0 ? cells[replaced].Id : null;
        Cell cell = Cell.Code(newId is null ? keptId ?? FreeId(cells) : newId(), source)
            .WithMetadata(JsonObject.Of(("tags", JsonArray.From([Tag]))));
        if (notebook.Format < NotebookFormat.Latest)
        {
            // Cells have ids from nbformat 4.5 on.
            cell = new Cell(cell.Json.Without("id"));
        }

        int index = replaced >= 0 ? replaced : defaults + 1;
        if (replaced >= 0)
        {
            cells[index] = cell;
        }
        else
        {
            cells.Insert(index, cell);
        }

        return new Injection(notebook.WithCells(cells))
        {
            CellIndex = index,
            Warnings = replaced < 0 && defaults < 0 ? ["Input notebook does not contain a cell with tag 'parameters'"] : [],
        };
    }

    private static string FreeId(List<Cell> cells)
    {
        HashSet<string?> taken = [.. cells.Select(cell => cell.Id)];
        return Enumerable.Range(1, cells.Count + 1).Select(number => number == 1 ? Tag : $"{Tag}-{number}").First(id => !taken.Contains(id));
    }

    private static Notebook HideSources(Notebook notebook) => notebook.WithCells(notebook.Cells.Select(cell => cell.Kind != CellKind.Code
        ? cell
        : cell.WithMetadata(cell.Metadata.With("jupyter", (cell.Metadata.Get<JsonObject>("jupyter") ?? JsonObject.Empty).With("source_hidden", true)))));
}

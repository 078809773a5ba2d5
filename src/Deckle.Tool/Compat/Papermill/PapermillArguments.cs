using System.Text;
using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>A command line of papermill with its defaults, named as the arguments of its Python function.</summary>
internal sealed record PapermillArguments
{
    public required string InputPath { get; init; }

    public required string OutputPath { get; init; }

    /// <summary>All parameters, merged.</summary>
    public required JsonObject Parameters { get; init; }

    public bool HelpNotebook { get; init; }

    public string? Engine { get; init; }

    public bool SavesOnCellExecute { get; init; }

    /// <summary>Seconds; 0 for never.</summary>
    public int AutosaveCellEvery { get; init; }

    public bool PrepareOnly { get; init; }

    public string? Kernel { get; init; }

    public string? Language { get; init; }

    /// <summary>Null where neither was asked for and the notebook goes to stdout, which is no bar.</summary>
    public bool? ProgressBar { get; init; }

    public bool LogOutput { get; init; }

    public string? StdoutFile { get; init; }

    public string? StderrFile { get; init; }

    public string LogLevel { get; init; } = "INFO";

    /// <summary>Seconds.</summary>
    public int StartTimeout { get; init; }

    /// <summary>Seconds; null or 0 for no limit.</summary>
    public int? ExecutionTimeout { get; init; }

    public bool ReportMode { get; init; }

    public string? Cwd { get; init; }

    /// <exception cref="ClickException">The command line is wrong.</exception>
    /// <exception cref="DeckleException">Parameters cannot be read.</exception>
    public static PapermillArguments Of(ClickArguments click, StandardStreams streams)
    {
        if (click.Positional.Count == 0 && !streams.InputIsPipe)
        {
            throw new ClickException("Missing argument 'NOTEBOOK_PATH'.");
        }

        string notebook = click.Positional.ElementAtOrDefault(0) ?? "";
        string output = click.Positional.ElementAtOrDefault(1) ?? "";
        bool isHelp = click.Flag("help_notebook") ?? false;
        PapermillArguments arguments = Plain(click);
        if (click.Positional.Count > 2)
        {
            string[] extra = [.. click.Positional.Skip(2)];
            throw new ClickException($"Got unexpected extra argument{(extra.Length == 1 ? "" : "s")} ({string.Join(' ', extra)})");
        }

        if (!isHelp && output.Length == 0 && !streams.InputIsPipe && streams.OutputIsTerminal)
        {
            throw new ClickException("Missing argument 'OUTPUT_PATH'");
        }

        // In a pipe the only path is where the result goes.
        (string from, string to) = streams.InputIsPipe && notebook.Length > 0 && output.Length == 0
            ? ("-", notebook)
            : (Or(notebook, "-"), Or(output, "-"));
        return arguments with
        {
            InputPath = isHelp ? Or(notebook, "-") : from,
            OutputPath = to,
            HelpNotebook = isHelp,
            SavesOnCellExecute = arguments.SavesOnCellExecute && to != "-",
            LogLevel = to == "-" && arguments.LogLevel == "INFO" ? "ERROR" : arguments.LogLevel,
            ProgressBar = arguments.ProgressBar ?? (to == "-" ? null : !arguments.LogOutput),
            Parameters = Merge(click, from, to),
        };
    }

    /// <summary>As papermill's Python function is called.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("input_path", InputPath),
        ("output_path", OutputPath),
        ("parameters", Parameters),
        ("engine_name", Optional(Engine)),
        ("request_save_on_cell_execute", SavesOnCellExecute),
        ("autosave_cell_every", AutosaveCellEvery),
        ("prepare_only", PrepareOnly),
        ("kernel_name", Optional(Kernel)),
        ("language", Optional(Language)),
        ("progress_bar", ProgressBar is { } bar ? JsonBoolean.Of(bar) : JsonNull.Value),
        ("log_output", LogOutput),
        ("stdout_file", Optional(StdoutFile)),
        ("stderr_file", Optional(StderrFile)),
        ("start_timeout", StartTimeout),
        ("report_mode", ReportMode),
        ("cwd", Optional(Cwd)),
        ("execution_timeout", ExecutionTimeout is { } limit ? limit : JsonNull.Value));

    private static PapermillArguments Plain(ClickArguments click) => new()
    {
        InputPath = "-",
        OutputPath = "-",
        Parameters = JsonObject.Empty,
        Engine = click.Text("engine"),
        SavesOnCellExecute = click.Flag("request_save_on_cell_execute") ?? true,
        AutosaveCellEvery = click.Number("autosave_cell_every") ?? 30,
        PrepareOnly = click.Flag("prepare_only") ?? false,
        Kernel = click.Text("kernel"),
        Language = click.Text("language"),
        Cwd = click.Text("cwd"),
        ProgressBar = click.Flag("progress_bar"),
        LogOutput = click.Flag("log_output") ?? false,
        StdoutFile = click.Text("stdout_file"),
        StderrFile = click.Text("stderr_file"),
        LogLevel = click.Text("log_level") ?? "INFO",
        StartTimeout = click.Number("start_timeout") ?? 60,
        ExecutionTimeout = click.Number("execution_timeout"),
        ReportMode = click.Flag("report_mode") ?? false,
    };

    // Injected paths < -b < -f < -y < -p < -r, whatever their order.
    private static JsonObject Merge(ClickArguments click, string input, string output)
    {
        bool both = click.Flag("inject_paths") ?? false;
        IEnumerable<JsonObject> sets =
        [
            both || click.Flag("inject_input_path") == true ? JsonObject.Of(("PAPERMILL_INPUT_PATH", input)) : JsonObject.Empty,
            both || click.Flag("inject_output_path") == true ? JsonObject.Of(("PAPERMILL_OUTPUT_PATH", output)) : JsonObject.Empty,
            .. click.All("parameters_base64").Select(values => YamlParameters.Read(Decode(values[0]), "--parameters_base64")),
            .. click.All("parameters_file").Select(values => ReadFile(values[0])),
            .. click.All("parameters_yaml").Select(values => YamlParameters.Read(values[0], "--parameters_yaml")),
            .. click.All("parameters").Select(values => JsonObject.Of((values[0], ParameterValue.Infer(values[1])))),
            .. click.All("parameters_raw").Select(values => JsonObject.Of((values[0], values[1]))),
        ];
        return sets.Aggregate(ParameterValue.Merge);
    }

    private static JsonObject ReadFile(string path)
    {
        try
        {
            return YamlParameters.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(NotebookInput.Read(path).Span), path);
        }
        catch (ArgumentException)
        {
            throw ParameterInputErrors.NotText(path);
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

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Value : new JsonString(text);
}

namespace Deckle.Tool.Compat.Papermill;

/// <summary>The options of papermill 2.6 in the order of its help.</summary>
internal static class PapermillOptions
{
    public static IReadOnlyList<ClickOption> All { get; } =
    [
        new("help_notebook", "--help-notebook") { Help = "List the parameters that the notebook declares." },
        new("parameters", "-p", "--parameters") { Values = 2, Help = "A parameter; True, False, None and numbers are typed." },
        new("parameters_raw", "-r", "--parameters_raw") { Values = 2, Help = "A parameter that stays a string." },
        new("parameters_file", "-f", "--parameters_file") { Values = 1, Help = "A YAML or JSON file of parameters." },
        new("parameters_yaml", "-y", "--parameters_yaml") { Values = 1, Help = "Parameters as YAML." },
        new("parameters_base64", "-b", "--parameters_base64") { Values = 1, Help = "Parameters as base64 of YAML." },
        new("inject_input_path", "--inject-input-path") { Help = "Pass the input path as PAPERMILL_INPUT_PATH." },
        new("inject_output_path", "--inject-output-path") { Help = "Pass the output path as PAPERMILL_OUTPUT_PATH." },
        new("inject_paths", "--inject-paths") { Help = "Pass both paths." },
        new("engine", "--engine") { Values = 1, Help = "The engine; there is nbclient, which is also the default." },
        new("request_save_on_cell_execute", "--request-save-on-cell-execute")
        {
            Opposite = "--no-request-save-on-cell-execute",
            Help = "Save the notebook as its cells go by, or only at the end.",
        },
        new("autosave_cell_every", "--autosave-cell-every") { Values = 1, IsNumber = true, Help = "Seconds between saves within a long cell; 0 for none. [default: 30]" },
        new("prepare_only", "--prepare-only") { Opposite = "--prepare-execute", Help = "Write the notebook with its parameters; do not run it." },
        new("kernel", "-k", "--kernel") { Values = 1, Help = "The kernel's name, instead of the notebook's." },
        new("language", "-l", "--language") { Values = 1, Help = "The language of the parameters, instead of the notebook's." },
        new("cwd", "--cwd") { Values = 1, Help = "The kernel's working folder." },
        new("progress_bar", "--progress-bar") { Opposite = "--no-progress-bar", Help = "Show a progress bar." },
        new("log_output", "--log-output") { Opposite = "--no-log-output", Help = "Log what cells print." },
        new("stdout_file", "--stdout-file") { Values = 1, Help = "A file for what cells print to stdout." },
        new("stderr_file", "--stderr-file") { Values = 1, Help = "A file for what cells print to stderr." },
        new("log_level", "--log-level")
        {
            Values = 1,
            Choices = ["NOTSET", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
            Help = "The least important records to show. [default: INFO]",
        },
        new("start_timeout", "--start-timeout", "--start_timeout") { Values = 1, IsNumber = true, Help = "Seconds the kernel may take to start. [default: 60]" },
        new("execution_timeout", "--execution-timeout") { Values = 1, IsNumber = true, Help = "Seconds a cell may run. [default: no limit]" },
        new("report_mode", "--report-mode") { Opposite = "--no-report-mode", Help = "Hide the source of every code cell." },
        new("version", "--version") { Help = "Show the version." },
        new("help", "-h", "--help") { Help = "Show this text." },
    ];
}

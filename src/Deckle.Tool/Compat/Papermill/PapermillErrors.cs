using System.Globalization;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Kernels;
using Deckle.Parameters.Formatting;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>
/// Errors as the end of papermill's traceback tells them: the Python exception and its message on the last line, which is what scripts look for.
/// What Deckle knows besides stands before it.
/// </summary>
internal static partial class PapermillErrors
{
    private const string Own = "papermill.exceptions.PapermillException";

    /// <summary>An error that ended the program before or around the run.</summary>
    /// <param name="arguments">What was asked; null where the command line itself could not be read.</param>
    /// <param name="output">The output's path as it was filled in.</param>
    public static string Text(DeckleException error, PapermillArguments? arguments = null, string? output = null)
    {
        IEnumerable<string> more = error.Facts.Select(fact => $"{fact.Label}: {fact.Text}");
        more = error.Help is null ? more : more.Append($"help: {error.Help}");
        return string.Concat(more.Append(Last(error, arguments, output)).Select(line => $"{line}\n"));
    }

    public static DeckleException NoEngine(string name) =>
        new("papermill-engine-unknown", $"No engine named '{name}' found", "leave out --engine, or name nbclient");

    /// <summary>How a cell ended the run.</summary>
    /// <param name="limit">Seconds, for a cell that ran too long.</param>
    public static string Text(CellFailure failure, ExecutionStatus status, int? limit)
    {
        string prompt = failure.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? "None";
        switch (status)
        {
            case ExecutionStatus.Timeout:
                return $"nbclient.exceptions.CellTimeoutError: A cell timed out while it was being executed, after {limit} seconds.\n"
                    + $"It was In [{prompt}]:\n{failure.Source}\n";
            case ExecutionStatus.Dead:
                return string.Concat(failure.Traceback.Select(line => $"{line}\n"))
                    + $"In [{prompt}]: {failure.ErrorValue}\nnbclient.exceptions.DeadKernelError: Kernel died\n";
            default:
                string traceback = Colours().Replace(string.Join('\n', failure.Traceback), "");
                traceback = traceback.Length > 0 ? traceback : $"{failure.ErrorName}: {failure.ErrorValue}";
                return $"papermill.exceptions.PapermillExecutionError: \n{new string('-', 75)}\nException encountered at \"In [{prompt}]\":\n{traceback}\n\n";
        }
    }

    private static string Last(DeckleException error, PapermillArguments? arguments, string? output) => error.Code switch
    {
        "path-parameter-missing" => $"papermill.exceptions.PapermillMissingParameterException: Missing parameter {Repr(error.Data["parameter"] as string ?? "")}",
        "input-not-found" => $"FileNotFoundError: [Errno 2] No such file or directory: {Repr(Path(error) ?? "")}",
        "input-is-folder" => $"IsADirectoryError: [Errno 21] Is a directory: {Repr(Path(error) ?? "")}",
        "input-not-readable" => $"PermissionError: {error.Message}",
        "output-is-folder" => $"IsADirectoryError: [Errno 21] Is a directory: {Repr(output ?? "")}",
        "output-no-folder" => $"FileNotFoundError: output folder {System.IO.Path.GetDirectoryName(output)} doesn't exist.",
        "output-not-writable" => $"PermissionError: [Errno 13] Permission denied: {Repr(output ?? "")}",
        "output-disk-full" => "OSError: [Errno 28] No space left on device",
        "folder-not-found" => $"FileNotFoundError: [Errno 2] No such file or directory: {Repr(arguments?.Cwd ?? "")}",
        "notebook-not-json" or "notebook-empty" => $"nbformat.reader.NotJSONError: Notebook does not appear to be JSON: {error.Message}",
        "notebook-names-no-kernel" => "ValueError: No kernel name found in notebook and no override provided.",
        "parameter-language-unsupported" => error.Data["language"] is string language
            ? $"{Own}: No parameter translator functions specified for kernel '{error.Data["kernel"]}' or language '{language}'"
            : "ValueError: No language found in notebook and no override provided.",
        "kernel-not-found" => $"jupyter_client.kernelspec.NoSuchKernel: {Missing().Match(error.Message) switch { { Success: true } match => $"No such kernel named {match.Groups[1].Value}", _ => error.Message }}",
        "kernel-start-timeout" => $"RuntimeError: Kernel didn't respond in {arguments?.StartTimeout} seconds",
        "kernel-start-failed" => $"RuntimeError: Kernel died before replying to kernel_info: {error.Message}",
        "parameter-yaml-invalid" => $"yaml.YAMLError: {error.Message}",
        "parameter-yaml-not-a-mapping" => $"TypeError: {error.Message}",
        "parameter-base64-invalid" => $"binascii.Error: {error.Message}",
        "parameter-not-representable" => $"NotImplementedError: {error.Message}",
        "path-template-invalid" => $"ValueError: {error.Message}",
        _ => $"{Own}: {error.Message}",
    };

    // The path that an error of reading is about is what its message ends or begins with.
    private static string? Path(DeckleException error) => Place().Match(error.Message) is { Success: true } match ? match.Groups["path"].Value : null;

    private static string Repr(string text) => PythonRepr.Repr(new JsonString(text));

    [GeneratedRegex(@"^(?:there is no file (?<path>.*)|(?<path>.*) is a folder, not a file)$", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?:.*: )?no kernel named '([^']*)'")]
    private static partial Regex Missing();

    [GeneratedRegex(@"\x1b\[(?:K|.*?m)")]
    private static partial Regex Colours();
}

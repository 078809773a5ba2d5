using System.CommandLine;
using System.Globalization;
using Deckle.Tool.HostTools;
using Deckle.Tool.Sandboxing;

namespace Deckle.Tool.Running;

/// <summary>The options that say how a notebook is run, the same on every command that runs one.</summary>
internal sealed class RunOptions
{
    private readonly ParameterOptions parameters = new();
    private readonly SelectionOptions selection = new();
    private readonly SecretOptions secrets = new();
    private readonly RemoteOptions remote = new();
    private readonly SandboxOptions sandbox = new();
    private readonly HostToolOptions hostTools = new();
    private readonly Option<bool> injectInputPath = new("--inject-input-path") { Description = "Pass the input path as PAPERMILL_INPUT_PATH." };
    private readonly Option<bool> injectOutputPath = new("--inject-output-path") { Description = "Pass the output path as PAPERMILL_OUTPUT_PATH." };
    private readonly Option<bool> injectPaths = new("--inject-paths") { Description = "Pass both paths." };
    private readonly Option<bool> strict = new("--strict") { Description = "Refuse parameters the notebook does not declare, and missing ones." };
    private readonly Option<bool> reportMode = new("--report-mode") { Description = "Hide the source of every code cell." };
    private readonly Option<string?> kernel = new("--kernel", "-k") { Description = "The kernel's name; by default the one the notebook names, else one of its language." };
    private readonly Option<string?> language = new("--language", "-l") { Description = "The language of the parameters; by default the notebook's." };
    private readonly Option<string?> cwd = new("--cwd") { Description = "The kernel's working folder; by default the one you are in." };
    private readonly Option<string[]> env = Env();
    private readonly Option<bool> allowErrors = new("--allow-errors") { Description = "Go on behind cells that fail; the run then counts as completed." };
    private readonly Option<double?> cellTimeout = new("--execution-timeout") { Description = "Seconds a cell may run; a tag timeout=SECONDS sets it for one cell.", HelpName = "SECONDS" };
    private readonly Option<double?> runTimeout = new("--timeout") { Description = "Seconds the whole run may take.", HelpName = "SECONDS" };
    private readonly Option<double> startTimeout = new("--start-timeout", "--start_timeout") { Description = "Seconds the kernel may take to start.", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
    private readonly DurationOption keepKernel = new("--keep-kernel-on-failure", "1h", "Keep the kernel of a failed run for a time, by default 1h, to continue or look inside.");
    private readonly Option<bool> warm = new("--warm") { Description = "Fork the kernel from a warm process, which is started when there is none." };
    private readonly Option<bool> noWarm = new("--no-warm") { Description = "Start the kernel from nothing, even where a warm process runs." };

    public static Option<string[]> Env() => new("--env") { Description = "NAME=VALUE: a variable of the kernel's environment. Repeatable.", HelpName = "NAME=VALUE" };

    public void AddTo(Command command)
    {
        parameters.AddTo(command);
        secrets.AddTo(command);
        sandbox.AddTo(command);
        hostTools.AddTo(command);
        selection.AddTo(command);
        remote.AddTo(command);
        foreach (Option option in (ReadOnlySpan<Option>)
            [
                injectInputPath, injectOutputPath, injectPaths, strict, reportMode, kernel, language, cwd, env, allowErrors, cellTimeout, runTimeout,
                startTimeout, warm, noWarm, keepKernel,
            ])
        {
            command.Add(option);
        }
    }

    /// <param name="input">The notebook's path.</param>
    /// <param name="output">Where the result goes; null for nowhere.</param>
    /// <exception cref="DeckleException">A value is not what its option takes.</exception>
    public RunRequest Read(ParseResult parsed, string input, string? output)
    {
        RunRequest request = ReadAll(parsed, input, output);
        request = request with { SecretNames = [.. request.Secrets.Select(secret => secret.Name)] };
        if (request.Remote is not null)
        {
            CheckRemote(request);
        }

        return request.Secrets.FirstOrDefault(secret => request.Parameters.Has(secret.Name)) is { } both ? throw SecretErrors.AlsoParameter(both.Name) : request;
    }

    private static void CheckRemote(RunRequest request)
    {
        if (request.Folder is not null)
        {
            throw RemoteRunErrors.NotThere("--cwd", "name the kernel's folder on the server with --server-folder FOLDER");
        }

        if (request.KeepKernelFor is not null)
        {
            throw RemoteRunErrors.NotThere("--keep-kernel-on-failure", "leave it out");
        }

        if (request.Warm == WarmUse.On)
        {
            throw RemoteRunErrors.NotThere("--warm", "leave it out");
        }

        if (request.Sandbox is not null)
        {
            throw RemoteRunErrors.NotThere("--sandbox and its limits", "leave them out: the server has its own");
        }
    }

    private RunRequest ReadAll(ParseResult parsed, string input, string? output) => new()
    {
        Input = input,
        Output = output,
        Parameters = parameters.Read(parsed),
        Selection = selection.Read(parsed),
        Secrets = secrets.Read(parsed),
        Remote = remote.Read(parsed),
        Sandbox = sandbox.Read(parsed),
        HostTools = hostTools.Read(parsed),
        KeepKernelFor = keepKernel.Read(parsed),
        InjectInputPath = parsed.GetValue(injectInputPath) || parsed.GetValue(injectPaths),
        InjectOutputPath = parsed.GetValue(injectOutputPath) || parsed.GetValue(injectPaths),
        Strict = parsed.GetValue(strict),
        ReportMode = parsed.GetValue(reportMode),
        Kernel = parsed.GetValue(kernel),
        Language = parsed.GetValue(language),
        Folder = parsed.GetValue(cwd),
        Environment = Variables(parsed.GetValue(env) ?? []),
        StartTimeout = Seconds("--start-timeout", parsed.GetValue(startTimeout))!.Value,
        CellTimeout = Seconds("--execution-timeout", parsed.GetValue(cellTimeout)),
        RunTimeout = Seconds("--timeout", parsed.GetValue(runTimeout)),
        AllowErrors = parsed.GetValue(allowErrors),
        Warm = (parsed.GetValue(warm), parsed.GetValue(noWarm)) switch
        {
            (true, true) => throw new DeckleException("usage", "--warm and --no-warm contradict each other", "give one of them"),
            (true, _) => WarmUse.On,
            (_, true) => WarmUse.Off,
            _ => WarmUse.Ready,
        },
    };

    private static TimeSpan? Seconds(string option, double? seconds) => seconds switch
    {
        null => null,
        > 0 and < 1e9 => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new DeckleException("usage", string.Create(CultureInfo.InvariantCulture, $"{option} {seconds}: not a number of seconds"), $"give seconds above zero: {option} 60"),
    };

    public static Dictionary<string, string> Variables(string[] assignments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new DeckleException("usage", $"--env {assignment}: not NAME=VALUE", "write it as --env NAME=VALUE");
            }

            variables[assignment[..equals]] = assignment[(equals + 1)..];
        }

        return variables;
    }
}

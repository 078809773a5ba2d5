using Deckle.Json;
using Deckle.Tool.HostTools.Files;
using Deckle.Tool.HostTools.Policy;

namespace Deckle.Tool.HostTools.Terminal;

/// <summary><c>terminal</c>: runs a program whose command the policy lists. No shell is between, unless the policy allows one.</summary>
internal sealed class TerminalTool(ToolPolicy policy, ConfinedFiles files, Func<string, string?> variable) : IHostTool
{
    // What programs need to run at all. The rest of our environment may hold secrets.
    private static readonly string[] Variables = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"];

    public string Name => "terminal";

    public string Description => "Runs a program and gives its exit code and what it printed.";

    public JsonObject Parameters => HostToolSchema.Of(
        ("cmd", "", "The words of the command as a list, or a string that is split into words as a shell does."),
        ("timeout?", "number", "Seconds it may take."),
        ("cwd?", "string", "The folder to run it in; by default the working folder of the run."),
        ("input?", "string", "Text for its standard input."));

    public HostToolPlan Plan(HostToolArguments arguments)
    {
        arguments.CheckNames(["cmd", "timeout", "cwd", "input"]);
        IReadOnlyList<string> command = Command(arguments);
        string program = Find(command[0]);
        TimeSpan timeout = arguments.Timeout("timeout", policy.CommandTimeout);
        string? input = arguments.OptionalText("input");
        string? cwd = arguments.OptionalText("cwd");
        HeldFile folder = files.Folder(cwd ?? ".");
        var run = new ProgramRun(program, [.. command.Skip(1)], folder.OpenPath, Environment())
        {
            Input = input ?? "",
            MostBytes = policy.MostOutputBytes,
        };

        // The folder stays held: what its path leads to may be another one when the user has answered.
        string place = cwd is null ? "" : $"; in {ShellWords.Quoted(folder.Path)}";
        string given = input is null ? "" : $"; input: {ShownArguments.Quoted(input)}";
        return new HostToolPlan($"{string.Join(' ', command.Select(ShellWords.Quoted))}{place}{given}", timeout, run.RunAsync) { Held = folder };
    }

    private IReadOnlyList<string> Command(HostToolArguments arguments)
    {
        IReadOnlyList<string>? words = arguments.Given["cmd"] switch
        {
            JsonString { Text: var text } => ShellWords.Split(text),
            JsonArray list when list.All(item => item is JsonString) => [.. list.Select(item => ((JsonString)item).Text)],
            _ => throw arguments.Wrong("'cmd' is neither text nor a list of texts"),
        };
        string shown = arguments.Given["cmd"] is JsonString command ? command.Text : string.Join(' ', words!);
        if (words is [] || shown.Contains('\0', StringComparison.Ordinal))
        {
            throw arguments.Wrong("'cmd' is empty, or holds a NUL character");
        }

        if (words is not null && policy.Commands.Any(pattern => pattern.Matches(words)))
        {
            return words;
        }

        // A shell may run anything, so a list of commands would not stop it.
        return policy.AllowsShell ? words ?? ["/bin/sh", "-c", shown]
            : words is null ? throw HostToolCallErrors.Denied(
                $"the command needs a shell, and the policy allows none: {Bounded(shown)}", "give plain words, or allow a shell in tools.toml: [terminal] shell = true")
            : throw HostToolCallErrors.Denied(
                $"the command is not on the policy's list: {Bounded(shown)}",
                policy.Commands.Count == 0 ? "list it in tools.toml: [terminal] commands = [\"git log --oneline -5\"]" : $"allowed are: {string.Join(", ", policy.Commands.Select(pattern => pattern.Text))}");
    }

    // By our own search: .NET looks into the working folder too, which the notebook may be able to write.
    private string Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return !Path.IsPathFullyQualified(program)
                ? throw HostToolCallErrors.Denied($"the program is named by a relative path: {Bounded(program)}", "name it by its full path, or by its name on PATH")
                : IsProgram(program) ? program
                : throw HostToolCallErrors.CouldNot($"terminal: {Bounded(program)}", "there is no such program");
        }

        return (variable("PATH") ?? "").Split(':')
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(IsProgram)
            ?? throw HostToolCallErrors.CouldNot($"terminal: {Bounded(program)}", "there is no such program on PATH");
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = "dumb" };
        foreach (string name in (IEnumerable<string>)[.. Variables, .. policy.CommandVariables])
        {
            if (variable(name) is { } value)
            {
                environment[name] = value;
            }
        }

        return environment;
    }

    private static string Bounded(string text) => text.Length <= 200 ? text : $"{text[..200]}…";
}

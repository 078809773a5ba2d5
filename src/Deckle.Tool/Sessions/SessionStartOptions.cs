using System.CommandLine;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;
using Deckle.Tool.Sandboxing;

namespace Deckle.Tool.Sessions;

/// <summary>The options that say what session is started: those of runs, as far as they concern a kernel.</summary>
internal sealed class SessionStartOptions
{
    private readonly Option<string?> kernel = new("--kernel", "-k") { HelpName = "NAME", Description = "The kernel's name; Python's by default." };
    private readonly Option<string?> name = new("--name") { HelpName = "NAME", Description = "A name to call the session by." };
    private readonly Option<string?> folder = new("--cwd") { HelpName = "FOLDER", Description = "The kernel's working folder; by default the current one." };
    private readonly Option<string[]> env = RunOptions.Env();
    private readonly DurationOption idle = new("--idle", "2h", "End the session after as long without work; 2h by default. Never while a job runs.");
    private readonly Option<bool> keep = new("--no-idle") { Description = "Never end the session for having no work." };
    private readonly Option<string?> existing = new("--existing") { HelpName = "FILE", Description = "Use a kernel that runs already, by its connection file. It goes on when the session ends." };
    private readonly Option<string?> kernelId = new("--kernel-id") { HelpName = "ID", Description = "Use a kernel that runs on the server already. It goes on when the session ends." };
    private readonly RemoteOptions remote = new();
    private readonly SandboxOptions sandbox = new();
    private readonly HostToolOptions hostTools = new();

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[kernel, name, folder, env, idle, keep, existing, kernelId])
        {
            command.Add(option);
        }

        remote.AddTo(command);
        sandbox.AddTo(command);
        hostTools.AddTo(command);
    }

    /// <exception cref="DeckleException">A value is not what its option takes, or options contradict each other.</exception>
    public SessionStart Read(ParseResult parsed)
    {
        var start = new SessionStart
        {
            Kernel = parsed.GetValue(kernel),
            Name = parsed.GetValue(name) is not "" and var given ? given : throw SessionHostErrors.NameInvalid(""),
            Folder = Path.GetFullPath(parsed.GetValue(folder) ?? "."),
            Variables = RunOptions.Variables(parsed.GetValue(env) ?? []),
            Idle = parsed.GetValue(keep) ? null : idle.Read(parsed) ?? TimeSpan.FromHours(2),
            Existing = parsed.GetValue(existing) is { } file ? Path.GetFullPath(file) : null,
            Remote = remote.Read(parsed) is { } server ? server with { UploadsFrom = Path.GetFullPath(".") } : null,
            KernelId = parsed.GetValue(kernelId),
            Sandbox = sandbox.Read(parsed),
            HostTools = hostTools.Read(parsed),
        };
        Check(start);
        return parsed.GetValue(folder) is not null && start.Remote is not null
            ? throw SessionHostErrors.Misplaced("--cwd", "kernels of this machine, not of a server", "name the kernel's folder on the server with --server-folder FOLDER")
            : start;
    }

    private static void Check(SessionStart start)
    {
        bool isThere = start.Existing is not null || start.KernelId is not null;
        (bool IsWrong, string Option, string What, string Help)[] rules =
        [
            (start.Existing is not null && start.Remote is not null, "--existing", "a kernel of this machine, not of a server", "give one of --existing and the server; a server's kernel is named with --kernel-id ID"),
            (start.KernelId is not null && start.Remote is null, "--kernel-id", "a kernel of a server", "give the server with --server URL"),
            (start.Remote?.Downloads.Count > 0, "--download", "the end of a run, and a session has none", "leave it out, and read files with code"),
            (start.Sandbox is not null && start.Remote is not null, "--sandbox", "kernels of this machine, not of a server", "leave them out: the server has its own"),
            (start.Sandbox is not null && isThere, "--sandbox", "kernels that are started, and this one runs already", "leave them out"),
            (start.Variables.Count > 0 && isThere, "--env", "kernels that are started, and this one runs already", "leave it out"),
            (start.Kernel is not null && isThere, "--kernel", "kernels that are started, and this one runs already", "leave it out"),
            (start.Remote?.Uploads.Count > 0 && isThere, "--upload", "kernels that are started, and this one runs already", "leave it out"),
        ];
        foreach ((_, string option, string what, string help) in rules.Where(rule => rule.IsWrong))
        {
            throw SessionHostErrors.Misplaced(option, what, help);
        }
    }
}

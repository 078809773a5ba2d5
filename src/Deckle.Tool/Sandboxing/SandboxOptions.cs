using System.CommandLine;
using Deckle.Kernels.Sandboxing;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Sandboxing;

/// <summary>What the kernel may do: the same options on every command that starts one, and the settings <c>[sandbox]</c> behind them.</summary>
internal sealed class SandboxOptions
{
    private readonly Option<string?> mode = new("--sandbox") { Description = "Walls around the kernel: off, landlock, bwrap, or auto for the best there is; see: deckle doctor sandbox.", HelpName = "MODE" };
    private readonly Option<bool> noNetwork = new("--no-network") { Description = "Let the kernel reach no network, this machine's services included; with walls as --sandbox says, by default the best there are." };
    private readonly Option<string?> memory = new("--memory") { Description = "The most memory for the kernel and all it starts: 500M, 2G, 512MiB.", HelpName = "SIZE" };
    private readonly Option<double?> cpus = new("--cpus") { Description = "How many processors' time it may use, such as 1.5.", HelpName = "N" };
    private readonly Option<int?> pids = new("--pids") { Description = "How many processes and threads there may be; ipykernel needs about 20.", HelpName = "N" };
    private readonly Option<string[]> readOnly = new("--read-only") { Description = "A file or folder that a sandboxed kernel may read, besides the system's programs and its working folder. Repeatable.", HelpName = "PATH" };
    private readonly Option<string[]> writable = new("--writable") { Description = "A file or folder that a sandboxed kernel may change; without it, nothing but its own temporary files. Repeatable.", HelpName = "PATH" };

    public SandboxOptions() => mode.AcceptOnlyFromAmong("off", "landlock", "bwrap", "auto");

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[mode, noNetwork, memory, cpus, pids, readOnly, writable])
        {
            command.Add(option);
        }
    }

    /// <returns>Null where nothing is asked for.</returns>
    /// <exception cref="DeckleException"><c>usage</c>.</exception>
    public SandboxProfile? Read(ParseResult parsed) => new SandboxRequest
    {
        Mode = parsed.GetValue(mode),
        NoNetwork = parsed.GetValue(noNetwork),
        Memory = parsed.GetValue(memory),
        Cpus = parsed.GetValue(cpus),
        Processes = parsed.GetValue(pids),
        ReadOnly = Paths(parsed.GetValue(readOnly)),
        Writable = Paths(parsed.GetValue(writable)),
    }.ToProfile(new SettingsSearch().ForFolder("."));

    private static string[] Paths(string[]? given) => [.. (given ?? []).Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];
}

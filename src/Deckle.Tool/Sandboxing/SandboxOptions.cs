using System.CommandLine;
using System.Globalization;
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
    public SandboxProfile? Read(ParseResult parsed)
    {
        // A notebook's folder comes with its settings, so these can forbid and never grant.
        SettingSet settings = new SettingsSearch().ForFolder(".");
        string[] reads = Paths(parsed.GetValue(readOnly));
        string[] writes = Paths(parsed.GetValue(writable));
        bool isClosed = parsed.GetValue(noNetwork) || settings.Boolean("sandbox.network") == false;
        bool wantsWalls = isClosed || reads.Length > 0 || writes.Length > 0;
        SandboxMode? asked = (parsed.GetValue(mode) ?? settings.Text("sandbox.mode")) is { } word ? Enum.Parse<SandboxMode>(word, ignoreCase: true) : null;
        if (asked == SandboxMode.Off && wantsWalls)
        {
            throw new DeckleException("usage", $"--sandbox off contradicts {(isClosed ? "--no-network" : reads.Length > 0 ? "--read-only" : "--writable")}", "leave out one of them");
        }

        var profile = new SandboxProfile
        {
            Mode = asked ?? (wantsWalls ? SandboxMode.Auto : SandboxMode.Off),
            IsBestEffort = asked == SandboxMode.Auto,
            Network = !isClosed,
            Memory = parsed.GetValue(memory) is { } size ? ByteSize.Parse(size) ?? throw NotA("--memory", size, "a size", "--memory 500M or --memory 2G") : settings.Integer("sandbox.memory"),
            Cpus = (parsed.GetValue(cpus) ?? settings.Number("sandbox.cpus")) is { } count ? count is >= 0.01 and < 10_000 ? count : throw NotA("--cpus", count.ToString(CultureInfo.InvariantCulture), "a number of processors", "--cpus 1.5") : null,
            Processes = (parsed.GetValue(pids) ?? (int?)settings.Integer("sandbox.pids")) is { } most ? most is > 0 and < 1_000_000 ? most : throw NotA("--pids", most.ToString(CultureInfo.InvariantCulture), "a number of processes", "--pids 100") : null,
            ReadOnly = reads,
            Writable = writes,
        };
        return profile.IsNeeded ? profile : null;
    }

    private static string[] Paths(string[]? given) => [.. (given ?? []).Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];

    private static DeckleException NotA(string option, string value, string what, string example) => new("usage", $"{option} {value}: not {what}", $"write it as {example}");
}

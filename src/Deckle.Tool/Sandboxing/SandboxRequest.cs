using System.Globalization;
using Deckle.Kernels.Sandboxing;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Sandboxing;

/// <summary>What was asked for around a kernel, before the settings <c>[sandbox]</c> are added.</summary>
internal sealed record SandboxRequest
{
    /// <summary>A mode's name in lower case; null for what the settings say.</summary>
    public string? Mode { get; init; }

    public bool NoNetwork { get; init; }

    /// <summary>As <see cref="ByteSize"/> reads it; null for what the settings say.</summary>
    public string? Memory { get; init; }

    public double? Cpus { get; init; }

    public int? Processes { get; init; }

    /// <summary>Absolute paths.</summary>
    public string[] ReadOnly { get; init; } = [];

    /// <summary>Absolute paths.</summary>
    public string[] Writable { get; init; } = [];

    /// <returns>Null where nothing is asked for.</returns>
    /// <exception cref="DeckleException"><c>usage</c>.</exception>
    public SandboxProfile? ToProfile(SettingSet settings)
    {
        // A notebook's folder comes with its settings, so these can forbid and never grant.
        bool isClosed = NoNetwork || settings.Boolean("sandbox.network") == false;
        bool wantsWalls = isClosed || ReadOnly.Length > 0 || Writable.Length > 0;
        SandboxMode? asked = (Mode ?? settings.Text("sandbox.mode")) is { } word ? Enum.Parse<SandboxMode>(word, ignoreCase: true) : null;
        if (asked == SandboxMode.Off && wantsWalls)
        {
            throw new DeckleException("usage", $"--sandbox off contradicts {(isClosed ? "--no-network" : ReadOnly.Length > 0 ? "--read-only" : "--writable")}", "leave out one of them");
        }

        var profile = new SandboxProfile
        {
            Mode = asked ?? (wantsWalls ? SandboxMode.Auto : SandboxMode.Off),
            IsBestEffort = asked == SandboxMode.Auto,
            Network = !isClosed,
            Memory = Memory is { } size ? ByteSize.Parse(size) ?? throw NotA("--memory", size, "a size", "--memory 500M or --memory 2G") : settings.Integer("sandbox.memory"),
            Cpus = (Cpus ?? settings.Number("sandbox.cpus")) is { } count ? count is >= 0.01 and < 10_000 ? count : throw NotA("--cpus", count.ToString(CultureInfo.InvariantCulture), "a number of processors", "--cpus 1.5") : null,
            Processes = (Processes ?? (int?)settings.Integer("sandbox.pids")) is { } most ? most is > 0 and < 1_000_000 ? most : throw NotA("--pids", most.ToString(CultureInfo.InvariantCulture), "a number of processes", "--pids 100") : null,
            ReadOnly = ReadOnly,
            Writable = Writable,
        };
        return profile.IsNeeded ? profile : null;
    }

    private static DeckleException NotA(string option, string value, string what, string example) => new("usage", $"{option} {value}: not {what}", $"write it as {example}");
}

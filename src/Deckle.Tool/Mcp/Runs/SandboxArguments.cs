using Deckle.Kernels.Sandboxing;
using Deckle.Tool.Sandboxing;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>What a client may ask for around the kernel that a tool starts. The settings of the server's folder are added to it.</summary>
internal static class SandboxArguments
{
    /// <summary>Members of a tool's input schema.</summary>
    public const string Properties = """
        "sandbox": {"type": "string", "enum": ["off", "landlock", "bwrap", "auto"], "description": "Walls around the kernel; with them it reads its working folder only and changes nothing but its own temporary files."},
        "no_network": {"type": "boolean", "description": "The kernel reaches no network, this machine's services included."},
        "memory": {"type": "string", "description": "The most memory for the kernel and all it starts, such as 500M or 2G."}
        """;

    public static SandboxProfile? Profile(McpCall call) => new SandboxRequest
    {
        Mode = call.Text("sandbox"),
        NoNetwork = call.Flag("no_network"),
        Memory = call.Text("memory"),
    }.ToProfile(new SettingsSearch().ForFolder(call.Services.Root));

    /// <summary>The same for <c>deckle run</c>, which reads the settings itself.</summary>
    public static IEnumerable<string> Options(McpCall call) =>
    [
        .. call.Text("sandbox") is { } mode ? [$"--sandbox={mode}"] : (string[])[],
        .. call.Flag("no_network") ? ["--no-network"] : (string[])[],
        .. call.Text("memory") is { } memory ? [$"--memory={memory}"] : (string[])[],
    ];
}

using Deckle.Text;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>Errors of <c>tools.toml</c>.</summary>
internal static class ToolPolicyErrors
{
    public static DeckleException Unreadable(string file, string reason) =>
        new("tools-policy-unreadable", $"cannot read the policy '{file}': {reason}", "make it readable, name another one with --tools, or run with --no-tools")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException Missing(string file) =>
        new("tools-policy-unreadable", $"there is no policy '{file}'", "name an existing file with --tools, or leave it out to take the nearest tools.toml");

    public static DeckleException NotTrusted(string file, string reason) =>
        new("tools-policy-not-trusted", $"the policy '{file}' is not used: {reason}", $"read it, and name it with --tools {file} if it is yours");

    public static DeckleException NotRemembered(string file, string reason) =>
        new("sandbox-not-remembered", $"what sandboxed kernels may write cannot be remembered in {file}: {reason}", "make that file or its folder readable and writable, or set XDG_STATE_HOME to another folder")
        {
            Kind = ErrorKind.Unavailable,
        };

    /// <param name="kind">"key" or "table".</param>
    public static DeckleException Unknown(string place, string kind, string name, IReadOnlyList<string> known) =>
        new("tools-policy-unknown", $"{place}: unknown {kind} '{name}'", "docs/host-tools.md shows all of tools.toml")
        {
            Facts = NearestName.Of(name, known) is { } meant ? [("did you mean", meant)] : [("available", string.Join(", ", known))],
        };

    /// <param name="expected">What should stand there.</param>
    public static DeckleException Wrong(string place, string name, string expected) =>
        new("tools-policy-value", $"{place}: {name} is not {expected}", "docs/host-tools.md shows all of tools.toml");
}

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The revisions of the protocol that are spoken, and which of two ways each goes over HTTP.</summary>
internal static class ProtocolVersions
{
    /// <summary>No sessions, no handshake: each request brings its own description in <c>_meta</c> and in headers (SEP-2575, SEP-2567).</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>Those that begin with <c>initialize</c>.</summary>
    private static readonly string[] WithSessions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

    public static IReadOnlyList<string> All { get; } = [.. WithSessions, Stateless];

    public static bool IsStateless(string? version) => version == Stateless;
}

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>The revisions of the protocol that are spoken, and which of two ways each goes.</summary>
internal static class ProtocolVersions
{
    /// <summary>No sessions, no handshake: each request brings its own description in <c>_meta</c> and in headers (SEP-2575, SEP-2567).</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>The last that begins with <c>initialize</c>; offered to a client that asks for one that nobody knows.</summary>
    public const string LastWithSessions = "2025-11-25";

    /// <summary>Those that begin with <c>initialize</c>.</summary>
    public static IReadOnlyList<string> WithSessions { get; } = ["2024-11-05", "2025-03-26", "2025-06-18", LastWithSessions];

    public static IReadOnlyList<string> All { get; } = [.. WithSessions, Stateless];

    public static bool IsStateless(string? version) => version == Stateless;

    /// <summary>Whether several messages may come in one list. 2025-06-18 took that out.</summary>
    public static bool HasBatches(string? version) => version is "2024-11-05" or "2025-03-26";
}

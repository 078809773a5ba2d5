namespace Deckle.Tool.Serving;

/// <summary>How a page is served.</summary>
internal sealed record WebRequest
{
    public ServerOptions Server { get; init; } = new();

    /// <summary>The browser to open, <c>none</c>, or null for the user's own.</summary>
    public string? Browser { get; init; }

    /// <summary>The folder whose notebooks clients may name.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the server outlives its page.</summary>
    public bool Persists { get; init; }
}

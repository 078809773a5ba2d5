namespace Deckle.Tool.Hooks.Configuring;

/// <summary>A hook in a configuration that is not known here.</summary>
/// <param name="Repository">As it is written: an address, <c>local</c> or <c>meta</c>.</param>
internal sealed record ForeignHook(string Repository, string Id);

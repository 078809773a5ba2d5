namespace Deckle.Tool.Hooks.Installing;

/// <summary>What installing or uninstalling did to one hook of git.</summary>
/// <param name="Type">The hook of git.</param>
/// <param name="Path">Its file.</param>
/// <param name="Former">The file of the hook that was there before; null for none.</param>
internal sealed record HookChange(string Type, string Path, HookChangeKind Kind, string? Former)
{
    /// <summary>Whether the former hook runs first.</summary>
    public bool RunsFormer { get; init; }
}

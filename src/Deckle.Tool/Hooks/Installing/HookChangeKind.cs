namespace Deckle.Tool.Hooks.Installing;

internal enum HookChangeKind
{
    Installed,

    /// <summary>It was there as it should be.</summary>
    Unchanged,

    Uninstalled,

    /// <summary>There is no hook of ours to take away.</summary>
    NotInstalled,
}

namespace Deckle.Tool.Hooks.Checking;

internal enum HookStatus
{
    Passed,
    Failed,

    /// <summary>No file is for it.</summary>
    NothingToCheck,

    /// <summary>The environment says so: <c>SKIP=id</c>.</summary>
    Skipped,
}

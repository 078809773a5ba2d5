namespace Deckle.Tool.Hooks;

/// <summary>When hooks run: the hooks of git by their names, and <c>manual</c>.</summary>
internal static class HookStages
{
    public const string Commit = "pre-commit";
    public const string Push = "pre-push";

    /// <summary>The hooks of git that can be installed.</summary>
    public static IReadOnlyList<string> HookTypes { get; } =
    [
        "commit-msg", "post-checkout", "post-commit", "post-merge", "post-rewrite",
        "pre-commit", "pre-merge-commit", "pre-push", "pre-rebase", "prepare-commit-msg",
    ];

    public static IReadOnlyList<string> All { get; } = [.. HookTypes, "manual"];

    /// <summary>The hooks of git that tell of no files; only rules that always run have something to do.</summary>
    public static bool HasFiles(string stage) => stage is not ("post-checkout" or "post-commit" or "post-merge" or "post-rewrite" or "pre-rebase");

    /// <summary>Whether git hands the hook a file with the message of the commit, which is what is checked.</summary>
    public static bool HasMessage(string stage) => stage is "commit-msg" or "prepare-commit-msg";

    /// <summary>The stage of a name, old names included; null for a name that is none.</summary>
    public static string? Find(string name) => name switch
    {
        // Until pre-commit 3.2 these were the names.
        "commit" => Commit,
        "merge-commit" => "pre-merge-commit",
        "push" => Push,
        _ => All.Contains(name) ? name : null,
    };
}

using Deckle.Stripping;

namespace Deckle.Audit.Hygiene;

/// <summary>What git knows and rules ask for, as data. Paths are relative to the repository, with <c>/</c>, unquoted (<c>git ... -z</c>).</summary>
public sealed record HygieneContext
{
    /// <summary>A context without a repository.</summary>
    public static HygieneContext None { get; } = new();

    /// <summary>
    /// The branch that is checked out, born or not: <c>git symbolic-ref HEAD</c> without its first two parts. Null for a detached HEAD.
    /// </summary>
    public string? Branch { get; init; }

    /// <summary>Whether git's folder has <c>MERGE_MSG</c> and one of <c>MERGE_HEAD</c>, <c>rebase-apply</c>, <c>rebase-merge</c>.</summary>
    public bool IsMerging { get; init; }

    /// <summary>The files that are staged and new: <c>git diff --staged --name-only --diff-filter=A -z</c>.</summary>
    public IReadOnlySet<string> AddedFiles { get; init; } = new HashSet<string>();

    /// <summary>The files in the index: <c>git ls-files -z</c>.</summary>
    public IReadOnlySet<string> TrackedFiles { get; init; } = new HashSet<string>();

    /// <summary>The files whose content git-lfs stores: <c>git check-attr filter</c> says <c>lfs</c>.</summary>
    public IReadOnlySet<string> LfsFiles { get; init; } = new HashSet<string>();

    /// <summary>What a clean notebook is, by its path; what settings say of it.</summary>
    public Func<string, StripOptions> StripOptionsFor { get; init; } = _ => StripOptions.Default;
}

using Deckle.Tool.Git;

namespace Deckle.Tool.Compat.NbClean;

/// <summary>git could not, and nb-clean ends with its message and its exit code.</summary>
internal sealed class NbCleanGitException(GitResult result) : Exception(result.Error)
{
    public int ExitCode { get; } = result.ExitCode;
}

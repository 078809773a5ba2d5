using Deckle.Tool.Diffing;
using Deckle.Tool.Git;
using Deckle.Tool.Mcp.Documents;

namespace Deckle.Tool.Mcp.Reviewing;

/// <summary>A notebook as a revision of git has it.</summary>
internal static class CommittedNotebook
{
    /// <param name="revision">As git writes them: <c>HEAD~1</c>, a branch, a tag, a commit.</param>
    /// <exception cref="DeckleException"><c>argument-invalid</c>, <c>git-missing</c>, <c>git-no-repository</c>, <c>git-failed</c>.</exception>
    public static DiffSide At(string revision, NotebookFile now)
    {
        GitRepository repository = RepositoryOf(now);
        if (revision.Contains('\0', StringComparison.Ordinal))
        {
            throw McpErrors.Argument("notebook_diff: 'base' holds a character that no revision has", "give a commit, a branch or a tag, such as HEAD~1");
        }

        GitResult commit = repository.Run("rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}");
        if (!commit.IsGood)
        {
            throw McpErrors.Argument($"notebook_diff: git knows no revision '{revision}'", "give a commit, a branch or a tag, such as HEAD~1");
        }

        // The path is one of this very folder, and the commit a number: neither can be an option.
        string path = Path.GetRelativePath(repository.Root, now.Path);
        GitResult content = repository.Run("cat-file", "blob", $"{commit.Text}:{path}");
        return content.IsGood
            ? new DiffSide(now.Shown, content.Output) { Revision = revision }
            : throw McpErrors.Argument($"notebook_diff: the revision '{revision}' has no file {now.Shown}", "all of the notebook is new: read it with notebook_read, or give a revision that has it");
    }

    private static GitRepository RepositoryOf(NotebookFile now)
    {
        string folder = Path.GetDirectoryName(now.Path)!;
        try
        {
            return GitRepository.Find(folder);
        }
        catch (DeckleException e) when (e.Message.Contains(folder, StringComparison.Ordinal))
        {
            // Where the folder is, is not the client's business.
            throw DocumentErrors.Shown(e, folder, Path.GetDirectoryName(now.Shown) is { Length: > 0 } shown ? shown : ".");
        }
    }
}

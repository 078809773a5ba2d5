using System.Text;
using Deckle.Audit.Hygiene;
using Deckle.Stripping;
using Deckle.Tool.Git;
using Deckle.Tool.Hooks.Selecting;
using Deckle.Tool.Stripping;

namespace Deckle.Tool.Hooks.Checking;

/// <summary>Asks git what rules want to know.</summary>
internal static class HookContext
{
    private const string Heads = "refs/heads/";

    // For a notebook that is to be left alone.
    private static readonly StripOptions Nothing = StripOptions.TransientOnly with { DropTransient = false };

    /// <param name="added">The files that count as new.</param>
    public static HygieneContext Of(GitRepository repository, IReadOnlyList<CheckedFile> files, IReadOnlySet<string> added)
    {
        var settings = new StripSettings();
        return new HygieneContext
        {
            Branch = Branch(repository),
            IsMerging = IsMerging(repository),
            AddedFiles = added,
            TrackedFiles = repository.Need("list files", "ls-files", "-z").Entries.ToHashSet(),
            LfsFiles = LfsFiles(repository, files),
            StripOptionsFor = path => settings.For(Path.Combine(repository.Root, path)) ?? Nothing,
        };
    }

    // HEAD is no symbolic reference where it is detached.
    private static string? Branch(GitRepository repository) =>
        repository.Run("symbolic-ref", "--quiet", "HEAD") is { IsGood: true, Text: var name } ? name.Replace(Heads, "", StringComparison.Ordinal) : null;

    private static bool IsMerging(GitRepository repository) =>
        File.Exists(repository.GitPath("MERGE_MSG")) && ((string[])["MERGE_HEAD", "rebase-apply", "rebase-merge"]).Any(name => Path.Exists(repository.GitPath(name)));

    // name␀filter␀lfs␀; the message of a commit is not always below the top.
    private static HashSet<string> LfsFiles(GitRepository repository, IReadOnlyList<CheckedFile> files)
    {
        string[] paths = [.. files.Select(file => file.Path).Where(path => !path.StartsWith("../", StringComparison.Ordinal))];
        if (paths.Length == 0)
        {
            return [];
        }

        byte[] names = Encoding.UTF8.GetBytes(string.Concat(paths.Select(path => $"{path}\0")));
        GitResult result = GitProgram.Run(repository.Root, ["check-attr", "filter", "-z", "--stdin"], names);
        return result.IsGood ? [.. result.Entries.Chunk(3).Where(answer => answer[^1] == "lfs").Select(answer => answer[0])] : throw GitErrors.Failed("read attributes", result);
    }
}

namespace Deckle.Kernels.Specs;

/// <summary>Where a folder's own files may stand that govern what is done in it: environments, policies.</summary>
public static class RepositoryFolders
{
    /// <summary>
    /// The folder and those above it within its repository, nearest first. Outside a repository only the folder itself: what stands above, in
    /// <c>/tmp</c> say, may be anybody's.
    /// </summary>
    /// <param name="start">A full path.</param>
    public static IEnumerable<string> UpFrom(string start)
    {
        var folders = new List<string>();
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            folders.Add(folder.FullName);

            // In a worktree or submodule .git is a file.
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return folders;
            }
        }

        return folders.Take(1);
    }
}

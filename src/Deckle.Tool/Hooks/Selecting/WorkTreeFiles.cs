using System.Text;
using Deckle.Audit.Hygiene;
using Deckle.Stores;
using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Selecting;

/// <summary>Reads files as they are in the work tree.</summary>
internal sealed class WorkTreeFiles(GitRepository repository)
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Where the file system has no such bit, the index has it.
    private readonly bool hasModes = repository.Run("config", "--type=bool", "core.fileMode").Text != "false";

    /// <summary>The files in order, read as they are asked for.</summary>
    /// <exception cref="DeckleException"><c>input-unreadable</c>.</exception>
    public IEnumerable<LoadedFile> Read(IEnumerable<CheckedFile> files) => files.Select(Load);

    private LoadedFile Load(CheckedFile entry)
    {
        string path = Path.Combine(repository.Root, entry.Path);
        try
        {
            var info = new FileInfo(path);
            if (info.LinkTarget is string target)
            {
                return LoadedFile.Of(entry, new HygieneFile(entry.Path, Encoding.UTF8.GetBytes(target)) { IsSymlink = true, IsBrokenSymlink = !SymbolicLink.IsSomething(path) });
            }

            if (Directory.Exists(path))
            {
                return LoadedFile.OfFolder(entry);
            }

            bool? inIndex = entry.Mode is null ? null : entry.Mode == CheckedFile.Executable;
            return LoadedFile.Of(entry, new HygieneFile(entry.Path, info.Length <= LoadedFile.MaxSize ? File.ReadAllBytes(path) : default)
            {
                Size = info.Length,
                IsExecutable = hasModes || inIndex is null ? (File.GetUnixFileMode(path) & AnyExecute) != 0 : inIndex.Value,
                IsExecutableInIndex = inIndex,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.InputUnreadable(entry.Path, e.Message);
        }
    }
}

using Deckle.Audit.Hygiene;

namespace Deckle.Tool.Hooks.Selecting;

/// <summary>A file with its bytes, ready to be checked.</summary>
/// <param name="Tags">pre-commit's types of it.</param>
internal sealed record LoadedFile(CheckedFile Entry, HygieneFile File, IReadOnlySet<string> Tags)
{
    // A submodule is a folder to pre-commit, and a folder has no other tag.
    private static readonly HashSet<string> Folder = ["directory"];

    /// <summary>Beyond this a file is not read: no rule but those about sizes has to do with it.</summary>
    public const long MaxSize = 512L << 20;

    public static LoadedFile Of(CheckedFile entry, HygieneFile file) => new(entry, file, FileTags.Of(file));

    public static LoadedFile OfFolder(CheckedFile entry) => new(entry, new HygieneFile(entry.Path, default), Folder);
}

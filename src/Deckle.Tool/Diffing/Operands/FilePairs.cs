using Deckle.Stores;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>Two operands that are files, standard input, addresses in stores, or folders of files.</summary>
internal static class FilePairs
{
    /// <summary>Whether an operand means a file or folder by itself: standard input, an address, or something that is there.</summary>
    public static bool IsOne(string operand) => operand == NotebookPaths.Stdin || StorePath.IsRemote(operand) || Path.Exists(operand);

    public static bool IsFolder(string operand) =>
        operand != NotebookPaths.Stdin && (StorePath.IsRemote(operand) ? StoreAddress.Parse(operand).IsFolder : Directory.Exists(operand));

    /// <summary>The pairs that two operands are, read as they are asked for.</summary>
    /// <exception cref="DeckleException">The errors of reading; <c>usage</c>.</exception>
    public static IEnumerable<FilePair> Of(string before, string after)
    {
        if (before == NotebookPaths.Stdin && after == NotebookPaths.Stdin)
        {
            throw OperandErrors.StdinTwice();
        }

        return (IsFolder(before), IsFolder(after)) switch
        {
            (true, true) => FolderPairs.Of(before, after),
            (true, false) => [Pair(In(before, after), after)],
            (false, true) => [Pair(before, In(after, before))],
            _ => [Pair(before, after)],
        };
    }

    /// <summary>A file as a side.</summary>
    public static DiffSide Read(string path) => new(StoreAddress.Redact(path), NotebookInput.Read(path));

    private static FilePair Pair(string before, string after) => new(Read(before), Read(after));

    // As diff does: a file's partner in a folder has its name.
    private static string In(string folder, string file) => file == NotebookPaths.Stdin
        ? throw OperandErrors.StdinAndFolder(folder)
        : StorePath.Join(folder, StorePath.IsRemote(file) ? StoreAddress.Parse(file).Name : Path.GetFileName(file));
}

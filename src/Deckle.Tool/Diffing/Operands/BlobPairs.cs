using Deckle.Tool.Git;
using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>Two contents of which at least one is a file in a revision or in the index.</summary>
/// <param name="rules">What our filter does in a work tree.</param>
internal sealed class BlobPairs(Func<string, FilterRules> rules)
{
    /// <param name="after">Null for the file of the work tree that has the path of the first.</param>
    public IEnumerable<FilePair> Of(string before, string? after)
    {
        using var blobs = new BlobStream(null);
        DiffSide old = Side(before, after, blobs);
        DiffSide young = after is null ? OfWorkTree(BlobName.Parse(before)!) : Side(after, before, blobs);
        yield return new FilePair(old, young) { Change = young.Content is null ? new FileChange(FileChangeKind.Deleted) : FileChange.None };
    }

    private DiffSide Side(string operand, string? other, BlobStream blobs)
    {
        if (FilePairs.IsOne(operand))
        {
            // A file's partner in a folder has its name.
            string path = FilePairs.IsFolder(operand) ? StorePath.Join(operand, Path.GetFileName(BlobName.Parse(other!)!.Path)) : operand;
            return path != NotebookPaths.Stdin && !StorePath.IsRemote(path) && Filtered(path) is { } side ? side : FilePairs.Read(path);
        }

        BlobName name = BlobName.Parse(operand)!;
        return blobs.Read(operand) switch
        {
            ("blob", var content) => new DiffSide(name.Path, StoredContent.Of(content, operand, name.Path)) { Revision = name.Revision },
            (_, _) => throw OperandErrors.NoFile(name),
            null => throw OperandDiagnosis.Blob(name),
        };
    }

    // A file of the work tree as git would store it; null for one that is elsewhere.
    private DiffSide? Filtered(string path)
    {
        string root = WorkTree.FindRoot();
        string relative = Path.GetRelativePath(root, Path.GetFullPath(path));
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? null
            : new DiffSide(path, new WorkTree(root, rules, [relative]).Read(relative));
    }

    private DiffSide OfWorkTree(BlobName name)
    {
        string root = WorkTree.FindRoot();
        string path = name.Path.StartsWith('.') ? Path.GetRelativePath(root, Path.GetFullPath(name.Path)) : name.Path;
        return new DiffSide(path, new WorkTree(root, rules, [path]).Read(path));
    }
}

using Deckle.Diffing;
using Deckle.Tool.Diffing;

namespace Deckle.Tool.Git.Comparing;

/// <summary>
/// What git gives to an external diff (<c>diff.deckle.command</c>): path, old file, its object and mode, new file, its object and mode; for
/// renames the new path and lines about it.
/// </summary>
/// <param name="Path">What the repository called the file before.</param>
/// <param name="Old">The file with the old content, <c>/dev/null</c> for none; null for a path with conflicts, of which git gives nothing else.</param>
/// <param name="New">The file with the new content, likewise.</param>
/// <param name="NewPath">What it is called now.</param>
/// <param name="Notes">git's lines about a rename or copy.</param>
internal sealed record ExternalDiff(string Path, string? Old, string? New, string NewPath, string Notes)
{
    private const string Nothing = "/dev/null";

    /// <summary>Null for words that git does not give.</summary>
    public static ExternalDiff? Read(IReadOnlyList<string> words) => words switch
    {
        [var path] => new ExternalDiff(path, null, null, path, ""),
        [var path, var old, _, _, var young, _, _] => new ExternalDiff(path, old, young, path, ""),
        [var path, var old, _, _, var young, _, _, var newPath] => new ExternalDiff(path, old, young, newPath, ""),
        [var path, var old, _, _, var young, _, _, var newPath, var notes] => new ExternalDiff(path, old, young, newPath, notes),
        _ => null,
    };

    /// <summary>Writes the comparison. It never fails because of what the files hold: git would stop before the files that follow.</summary>
    public void Write(TextWriter writer, TextWriter log, DiffTextOptions options)
    {
        if (Old is null || New is null)
        {
            writer.WriteLine($"* Unmerged path {Path}");
            return;
        }

        if (Notes.Length > 0)
        {
            writer.WriteLine(Notes.TrimEnd('\n'));
        }

        NotebookComparison comparison = Compare(null)!;
        if (comparison.Problem is { } problem)
        {
            log.WriteLine($"deckle: {NewPath}: {problem.Message}; compared as text");
        }

        DiffText.Write(comparison, writer, options);
    }

    /// <summary>The comparison; null for a path with conflicts.</summary>
    /// <param name="filter">What is left out; null for nothing.</param>
    public NotebookComparison? Compare(DiffFilterOptions? filter) =>
        Old is null || New is null ? null : NotebookComparer.Compare(new FilePair(Side(Path, Old), Side(NewPath, New)), filter);

    private static DiffSide Side(string path, string file) => new(path, file == Nothing ? null : File.ReadAllBytes(file));
}

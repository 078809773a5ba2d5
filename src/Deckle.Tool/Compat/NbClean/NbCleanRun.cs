using System.IO.Enumeration;
using Deckle.Stripping;

namespace Deckle.Tool.Compat.NbClean;

/// <summary>Checks or cleans notebooks.</summary>
/// <param name="inputs">Files and folders; none for stdin.</param>
internal sealed class NbCleanRun(NbCleanRules rules, IReadOnlyList<string> inputs)
{
    public int Check()
    {
        bool isClean = true;
        bool isRead = ForEach((path, bytes) =>
        {
            foreach (string finding in new NbCleanCheck(rules, path == NotebookPaths.Stdin ? "stdin" : path).Find(NotebookReader.Read(bytes)))
            {
                Console.Out.WriteLine(finding);
                isClean = false;
            }
        });
        return isRead && isClean ? ExitCodes.Done : ExitCodes.BadNews;
    }

    /// <summary>Files that are clean already, to the byte, are not written.</summary>
    public int Clean()
    {
        StripOptions options = rules.ToStripOptions();
        bool isCleaned = ForEach((path, bytes) =>
        {
            Notebook notebook = NotebookReader.Read(bytes);
            _ = notebook.Cells;
            byte[] after = NotebookWriter.Write(NotebookStripper.Strip(notebook, options).Notebook);
            if (path == NotebookPaths.Stdin || !bytes.Span.SequenceEqual(after))
            {
                NotebookPaths.Write(path, after);
            }
        });
        return isCleaned ? ExitCodes.Done : ExitCodes.BadNews;
    }

    // nb-clean ends at the first notebook that it cannot read.
    private bool ForEach(Action<string, ReadOnlyMemory<byte>> body)
    {
        foreach (string path in Paths())
        {
            try
            {
                body(path, NotebookInput.Read(path));
            }
            catch (DeckleException e)
            {
                Console.Error.Write(NbCleanErrors.Text(e, path == NotebookPaths.Stdin ? null : path));
                return false;
            }
        }

        return true;
    }

    private IEnumerable<string> Paths() => inputs.Count == 0 ? [NotebookPaths.Stdin] : inputs.SelectMany(Expand).Distinct();

    private static IEnumerable<string> Expand(string path) => Directory.Exists(path) ? Below(path) : [path];

    // Hidden folders too, but no links to folders, as Python's rglob; in an order that is always the same, which nb-clean's is not.
    private static IEnumerable<string> Below(string folder)
    {
        var found = new FileSystemEnumerable<string>(
            folder,
            (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName.EndsWith(".ipynb", StringComparison.Ordinal),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return found.Order(StringComparer.Ordinal);
    }
}

namespace Deckle.Tool.Diffing;

/// <summary>Lists the files that differ, as git's <c>--name-only</c> and <c>--name-status</c> do.</summary>
internal sealed class NameWriter(TextWriter output, bool withStatus) : IComparisonWriter
{
    public void Write(NotebookComparison comparison)
    {
        if (comparison.IsDifferent)
        {
            bool hasOldName = comparison.Change.Kind is FileChangeKind.Renamed or FileChangeKind.Copied;
            output.WriteLine(withStatus ? string.Join('\t', [comparison.Change.Status, .. hasOldName ? (string[])[comparison.Before.Path] : [], comparison.Path]) : comparison.Path);
        }
    }

    public void Finish() => output.Flush();
}

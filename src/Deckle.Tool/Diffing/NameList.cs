using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Lists the files that differ, as git's <c>--name-only</c> and <c>--name-status</c> do.</summary>
internal static class NameList
{
    public static void Write(IEnumerable<NotebookComparison> comparisons, TextWriter writer, bool withStatus)
    {
        foreach (NotebookComparison comparison in comparisons.Where(comparison => comparison.IsDifferent))
        {
            bool hasOldName = comparison.Change.Kind is FileChangeKind.Renamed or FileChangeKind.Copied;
            string path = SafeText.Of(comparison.Path);
            writer.WriteLine(withStatus ? string.Join('\t', [comparison.Change.Status, .. hasOldName ? (string[])[SafeText.Of(comparison.Before.Path)] : [], path]) : path);
        }
    }
}

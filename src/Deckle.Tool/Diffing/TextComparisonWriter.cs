namespace Deckle.Tool.Diffing;

/// <summary>Tells comparisons for people.</summary>
internal sealed class TextComparisonWriter(TextWriter output, DiffTextOptions options) : IComparisonWriter
{
    public void Write(NotebookComparison comparison)
    {
        if (comparison.IsDifferent)
        {
            DiffText.Write(comparison, output, options);
        }
    }

    public void Finish() => output.Flush();
}

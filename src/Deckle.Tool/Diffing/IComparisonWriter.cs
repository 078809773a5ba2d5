namespace Deckle.Tool.Diffing;

/// <summary>Tells comparisons one after the other, as they are made.</summary>
internal interface IComparisonWriter
{
    public void Write(NotebookComparison comparison);

    /// <summary>Tells what can be told at the end only.</summary>
    public void Finish();
}

namespace Deckle.Tool.Diffing;

/// <summary>Writes comparisons for people: by cell, source before outputs.</summary>
internal static class DiffText
{
    public static void Write(NotebookComparison comparison, TextWriter writer, DiffTextOptions options) =>
        writer.WriteLine($"{comparison.Before.Name} {comparison.After.Name}");
}

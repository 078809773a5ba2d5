namespace Deckle;

/// <summary>Checks notebooks against nbformat's schemas.</summary>
public static class NotebookValidator
{
}

namespace Deckle.Tool.Stripping;

/// <summary>What a file is taken for; the names are nbstripout's.</summary>
internal enum NotebookMode
{
    Jupyter,
    Zeppelin,
}

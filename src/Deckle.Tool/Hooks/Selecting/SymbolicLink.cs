namespace Deckle.Tool.Hooks.Selecting;

/// <summary>Whether links lead somewhere; .NET says of a link to nothing that it exists.</summary>
internal static class SymbolicLink
{
    /// <param name="path">What a link names: a file, a folder, or another link.</param>
    public static bool IsSomething(string path)
    {
        try
        {
            return Path.Exists(new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);
        }
        catch (IOException)
        {
            // Links in a circle.
            return false;
        }
    }
}

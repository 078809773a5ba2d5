namespace Deckle.Tool;

/// <summary>Paths with their links resolved: a link in any folder on the way may lead elsewhere.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Where a path leads; what does not exist of it stays as it is.</summary>
    /// <returns>Null when its links go in a circle.</returns>
    public static string? Of(string path) => Of(Path.GetFullPath(path), 0);

    private static string? Of(string path, int depth)
    {
        if (depth > MostLinks)
        {
            return null;
        }

        string real = "/";
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            string? target = new FileInfo(next).LinkTarget;
            real = target is null ? next : Of(Path.GetFullPath(Path.Combine(real, target)), depth + 1) ?? "";
            if (real.Length == 0)
            {
                return null;
            }
        }

        return real;
    }
}

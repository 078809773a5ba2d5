namespace Deckle.Kernels.Specs;

/// <summary>Where paths lead when all links on their way are followed, and what lies in what.</summary>
public static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>A full path, from the root on, with all links on its way followed, as the system follows them. What does not exist leads where it would be made.</summary>
    /// <returns>The path itself when its links go in a circle: it leads nowhere.</returns>
    public static string Of(string path) => Find(path) ?? path;

    /// <inheritdoc cref="Of"/>
    /// <returns>Null when its links go in a circle.</returns>
    public static string? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string real = "/";
        var rest = new Stack<string>(Parts(path).Reverse());
        for (int links = 0; rest.TryPop(out string? name);)
        {
            string next = Path.GetFullPath(Path.Combine(real, name));
            if (LinkOf(next) is { } target)
            {
                if (++links > MostLinks)
                {
                    return null;
                }

                foreach (string part in Parts(target).Reverse())
                {
                    rest.Push(part);
                }

                // A relative target starts at the link's folder, which has none left on its way.
                real = target.StartsWith('/') ? "/" : real;
            }
            else
            {
                real = next;
            }
        }

        return real;
    }

    /// <summary>Whether a path is a folder, or lies in it, as the two are written.</summary>
    public static bool IsWithin(string path, string folder) =>
        $"{Path.TrimEndingDirectorySeparator(path)}/".StartsWith(folder == "/" ? "/" : $"{Path.TrimEndingDirectorySeparator(folder)}/", StringComparison.Ordinal);

    /// <summary>What a link says, as it is written; null for anything else.</summary>
    public static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

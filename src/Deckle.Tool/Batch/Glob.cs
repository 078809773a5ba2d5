namespace Deckle.Tool.Batch;

/// <summary>
/// The files that a pattern means, in order of their names: <c>*</c>, <c>?</c> and <c>[abc]</c> within a name, <c>**</c> for folders at any depth.
/// As in a shell, names that start with a dot are found only where the pattern has the dot.
/// </summary>
internal static class Glob
{
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?[") >= 0;

    /// <summary>Whether a path with slashes is one that a pattern means.</summary>
    public static bool Matches(string pattern, string path) => Matches(pattern.Split('/'), path.Split('/'));

    public static IEnumerable<string> Files(string pattern)
    {
        string[] parts = [.. pattern.Split('/').Where((part, index) => part.Length > 0 || index == 0)];
        return parts[0].Length == 0 ? Below("/", parts.AsMemory(1)) : Below("", parts);
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty || path.IsEmpty)
        {
            return pattern.IsEmpty && path.IsEmpty;
        }

        if (pattern[0] == "**")
        {
            return pattern.Length == 1 || Matches(pattern[1..], path) || (path.Length > 1 && Matches(pattern, path[1..]));
        }

        return (IsPattern(pattern[0]) ? IsNamed(pattern[0], path[0]) : pattern[0] == path[0]) && Matches(pattern[1..], path[1..]);
    }

    private static IEnumerable<string> Below(string folder, ReadOnlyMemory<string> parts)
    {
        string part = parts.Span[0];
        ReadOnlyMemory<string> rest = parts[1..];
        if (part == "**")
        {
            // No folder at all, or one and again any depth; links to folders could lead in circles.
            IEnumerable<string> here = rest.IsEmpty ? Names(folder, "*", isFolder: false) : Below(folder, rest);
            return here.Concat(Names(folder, "*", isFolder: true).Where(child => new DirectoryInfo(child).LinkTarget is null).SelectMany(child => Below(child, parts)));
        }

        if (!IsPattern(part))
        {
            string path = Path.Combine(folder, part);
            return rest.IsEmpty ? (File.Exists(path) ? [path] : []) : Below(path, rest);
        }

        return rest.IsEmpty ? Names(folder, part, isFolder: false) : Names(folder, part, isFolder: true).SelectMany(child => Below(child, rest));
    }

    private static IEnumerable<string> Names(string folder, string pattern, bool isFolder)
    {
        var place = new DirectoryInfo(folder.Length == 0 ? "." : folder);
        if (!place.Exists)
        {
            return [];
        }

        try
        {
            IEnumerable<FileSystemInfo> children = isFolder ? place.EnumerateDirectories() : place.EnumerateFiles();
            return [.. children.Select(child => child.Name).Where(child => IsNamed(pattern, child)).Order(StringComparer.Ordinal).Select(child => Path.Combine(folder, child))];
        }
        catch (UnauthorizedAccessException)
        {
            // A shell passes over what it may not read, too.
            return [];
        }
    }

    private static bool IsNamed(string pattern, string name) => (pattern is ['.', ..] or ['\\', '.', ..] || name[0] != '.') && NamePattern.Matches(pattern, name);
}

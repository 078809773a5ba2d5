namespace Deckle.Comparing;

/// <summary>Finds lines of a sanitising file that were meant as a part of a pair.</summary>
internal static class SanitizeLine
{
    /// <summary>What is wrong with a line that is not read as part of a pair; null for lines that are plainly something else.</summary>
    public static string? Problem(string[] lines, int at)
    {
        string line = lines[at];
        return Meant(line, "regex") ? Problem(line, "regex", "replace", at + 1 < lines.Length ? lines[at + 1] : "", "the next line")
            : Meant(line, "replace") ? Problem(line, "replace", "regex", at > 0 ? lines[at - 1] : "", "the line before")
            : null;
    }

    private static string Problem(string line, string key, string otherKey, string other, string place) =>
        !line.StartsWith(key, StringComparison.Ordinal) ? $"'{key}:' must begin the line, in lower case"
        : !line.StartsWith(key + ": ", StringComparison.Ordinal) ? $"one space must stand behind '{key}:'"
        : Meant(other, otherKey) ? $"{place} is no '{otherKey}: ...'"
        : $"'{otherKey}: ...' is missing on {place}";

    private static bool Meant(string line, string key)
    {
        ReadOnlySpan<char> rest = line.AsSpan().TrimStart();
        return rest.StartsWith(key, StringComparison.OrdinalIgnoreCase) && rest[key.Length..].TrimStart() is [':', ..];
    }
}

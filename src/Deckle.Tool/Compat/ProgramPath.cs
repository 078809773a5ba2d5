namespace Deckle.Tool.Compat;

/// <summary>This program as others call it.</summary>
internal static class ProgramPath
{
    /// <summary>A word of shell that calls this program, whatever PATH is then and whatever the folder is called.</summary>
    /// <param name="other">Another program to call instead.</param>
    public static string ForShell(string? other = null)
    {
        string path = other ?? Environment.ProcessPath ?? "deckle";
        foreach (string special in new[] { "\\", "\"", "$", "`" })
        {
            path = path.Replace(special, $"\\{special}", StringComparison.Ordinal);
        }

        return $"\"{path}\"";
    }
}

namespace Deckle.Tool.Compat;

/// <summary>This program in commands that are written as Python's tools write them: in double quotes.</summary>
internal static class ProgramPath
{
    /// <summary>A word of shell that calls this program, whatever PATH is then and whatever the folder is called.</summary>
    /// <param name="other">Another program to call instead.</param>
    public static string ForShell(string? other = null)
    {
        string path = other ?? OwnProgram.Path;
        foreach (string special in new[] { "\\", "\"", "$", "`" })
        {
            path = path.Replace(special, $"\\{special}", StringComparison.Ordinal);
        }

        return $"\"{path}\"";
    }
}

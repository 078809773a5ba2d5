namespace Deckle.Tool.Git.Configuring;

/// <summary>Where this program is, as git should call it.</summary>
internal static class ProgramPath
{
    private const string Name = "deckle";

    /// <summary>
    /// The path by which it was called, links and all: a link in a folder of <c>PATH</c> outlives the version it leads to. Always with
    /// its folder: editors start git with a <c>PATH</c> of their own.
    /// </summary>
    public static string Own()
    {
        string called = Called();
        if (Path.GetFileName(called) != Name)
        {
            return Environment.ProcessPath!;
        }

        return called.Contains('/', StringComparison.Ordinal)
            ? Path.GetFullPath(called)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(folder => folder.StartsWith('/')).Select(folder => Path.Combine(folder, called)).FirstOrDefault(File.Exists)
                ?? Environment.ProcessPath!;
    }

    private static string Called()
    {
        try
        {
            // NUL-terminated words; the first is what the caller gave, a path or a name.
            return OperatingSystem.IsLinux() ? File.ReadAllText("/proc/self/cmdline").Split('\0')[0] : Environment.GetCommandLineArgs()[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

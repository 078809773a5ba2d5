namespace Deckle.Tool;

/// <summary>This program as its caller named it, and as others should call it.</summary>
internal static class OwnProgram
{
    private const string Name = "deckle";

    /// <summary>The path or name by which it was called, links and all; .NET's own answer is the file that a link leads to.</summary>
    public static string CalledAs
    {
        get
        {
            try
            {
                // NUL-terminated words; the first is what the caller gave.
                return OperatingSystem.IsLinux() ? File.ReadAllText("/proc/self/cmdline").Split('\0')[0] : Environment.GetCommandLineArgs()[0];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // No /proc here: links are not seen.
                return Environment.GetCommandLineArgs()[0];
            }
        }
    }

    /// <summary>
    /// What git and hooks should call: the link it was called by, since a link in a folder of <c>PATH</c> outlives the version it leads to.
    /// Always with its folder: editors start git with a <c>PATH</c> of their own.
    /// </summary>
    public static string Path
    {
        get
        {
            string called = CalledAs;
            string file = Environment.ProcessPath ?? Name;
            if (System.IO.Path.GetFileName(called) != Name)
            {
                return file;
            }

            return called.Contains('/', StringComparison.Ordinal) ? System.IO.Path.GetFullPath(called) : OnPath(file) ?? file;
        }
    }

    // Another version may stand on PATH under the same name.
    private static string? OnPath(string file) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Where(folder => folder.StartsWith('/'))
        .Select(folder => System.IO.Path.Combine(folder, Name))
        .FirstOrDefault(File.Exists) is { } found && (found == file || File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName == file)
            ? found
            : null;
}

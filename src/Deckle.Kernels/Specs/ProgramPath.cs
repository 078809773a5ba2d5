namespace Deckle.Kernels.Specs;

/// <summary>Finds programs as <c>execvp</c> does.</summary>
internal static class ProgramPath
{
    /// <summary>The executable file a program name stands for: a path as it is, a bare name through the folders of PATH. Null when there is none.</summary>
    public static string? Find(string program, string? searchPath, string workingFolder)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            string path = Path.GetFullPath(program, workingFolder);
            return IsExecutable(path) ? path : null;
        }

        return FindAll(program, searchPath, workingFolder).FirstOrDefault();
    }

    /// <summary>Every file on PATH with a program's name, best first.</summary>
    public static IEnumerable<string> FindAll(string program, string? searchPath, string workingFolder) =>
        (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(Path.GetFullPath(folder, workingFolder), program))
            .Where(IsExecutable);

    public static bool IsExecutable(string path)
    {
        const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
    }

    /// <summary>The file behind all symbolic links.</summary>
    public static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            // Links that go round in circles lead nowhere; the path stays what it is.
            return path;
        }
    }
}

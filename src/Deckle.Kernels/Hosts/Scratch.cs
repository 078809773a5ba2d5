namespace Deckle.Kernels.Hosts;

/// <summary>A private folder (0700) for a kernel's connection file and sockets; gone when disposed.</summary>
internal sealed class Scratch : IDisposable
{
    // A Unix socket's path has 108 bytes on Linux and 104 on macOS; this leaves room for the file's name.
    private const int LongestFolder = 80;

    public Scratch()
    {
        string parent = System.IO.Path.GetTempPath();
        Path = parent.Length <= LongestFolder || !Directory.Exists("/tmp")
            ? Directory.CreateTempSubdirectory("deckle-").FullName
            : Directory.CreateDirectory($"/tmp/deckle-{System.IO.Path.GetRandomFileName()}", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover folder in the temporary place harms nobody.
        }
    }
}

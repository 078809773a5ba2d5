using System.Security.Cryptography;

namespace Deckle.Kernels.Hosts;

/// <summary>A private folder (0700) for a kernel's connection file and sockets; gone when disposed, or when this process is.</summary>
internal sealed class Scratch : IDisposable
{
    // A Unix socket's path has 108 bytes on Linux and 104 on macOS; this leaves room for the file's name.
    private const int LongestFolder = 80;

    /// <summary>The name of the connection file in it.</summary>
    public const string ConnectionFile = "kernel.json";

    public Scratch()
    {
        string parent = System.IO.Path.GetTempPath();
        parent = parent.Length <= LongestFolder || !Directory.Exists("/tmp") ? parent : "/tmp";
        Path = System.IO.Path.Combine(parent, $"deckle-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

        // Before there is anything to clean up: from here on it does not matter when we are killed.
        Guard = new KernelGuard(Path);
        try
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch
        {
            Guard.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public KernelGuard Guard { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Leaves the folder to somebody else, who removes it.</summary>
    public void Abandon() => Guard.Dispose();

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A kernel can make folders deeper than a path can say, and such as cannot be read.
            Guard.Clear();
        }
        finally
        {
            Guard.Dispose();
        }
    }
}

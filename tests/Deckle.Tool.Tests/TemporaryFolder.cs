namespace Deckle.Tool.Tests;

/// <summary>An empty folder of a test's own, gone with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-test-");

    public string Path => folder.FullName;

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, and the folders it needs.</summary>
    public string Write(string name, string content)
    {
        string path = Combine(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string Read(string name) => File.ReadAllText(Combine(name));

    public void Dispose() => folder.Delete(recursive: true);
}

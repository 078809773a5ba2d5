using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Serving;

/// <summary>A folder with two notebooks that differ.</summary>
internal sealed class ServedFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ServedFolder()
    {
        folder.Write("a.ipynb", TestNotebook.Of("first = 1", "shared = 2"));
        folder.Write("b.ipynb", TestNotebook.Of("first = 3", "shared = 2"));
    }

    public string Path => folder.Path;

    public string Combine(string name) => folder.Combine(name);

    public string Write(string name, string content) => folder.Write(name, content);

    public string Read(string name) => folder.Read(name);

    public Task<ServedDeckle> DiffAsync(params string[] arguments) => ServedDeckle.StartAsync(Path, ["diff", "a.ipynb", "b.ipynb", .. arguments]);

    public void Dispose() => folder.Dispose();
}

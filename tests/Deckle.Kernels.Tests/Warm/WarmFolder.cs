using Deckle.Kernels.Specs;
using Deckle.Kernels.Warm;

namespace Deckle.Kernels.Tests.Warm;

/// <summary>A folder for fork servers and for files of the tests. Its servers, and their kernels, end with it.</summary>
public sealed class WarmFolder : IAsyncDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string path = Directory.CreateTempSubdirectory("dw").FullName;

    public string Path => path;

    /// <summary>Where the sockets lie.</summary>
    public string Sockets => System.IO.Path.Combine(path, "deckle");

    /// <summary>The machine's Python.</summary>
    public KernelChoice Kernel { get => field ??= KernelWith(); private set; }

    public ForkServers Servers => new(new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = path });

    /// <summary>The machine's Python, with variables on top of the environment.</summary>
    public KernelChoice KernelWith(params (string Name, string Value)[] variables)
    {
        KernelSearch search = KernelSearch.FromProcess(path);
        var environment = new Dictionary<string, string>(search.Variables) { ["XDG_RUNTIME_DIR"] = path };
        environment.Remove("DECKLE_WARM");
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        return new KernelResolver(new KernelSpecs(search with { Variables = environment })).Named("python3");
    }

    public string Write(string name, string content)
    {
        string file = System.IO.Path.Combine(path, name);
        File.WriteAllText(file, content);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        // A test may have made what is no folder for servers.
        if (Directory.Exists(Sockets) && File.GetUnixFileMode(Sockets) == Private && new DirectoryInfo(Sockets).LinkTarget is null)
        {
            foreach (ForkServerStatus server in await Servers.ListAsync())
            {
                await Servers.StopAsync(server.Key, kill: true);
            }
        }

        Directory.Delete(path, recursive: true);
    }
}

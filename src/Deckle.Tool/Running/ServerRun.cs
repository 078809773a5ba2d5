using Deckle.Kernels;
using Deckle.Kernels.Remote;
using Deckle.Kernels.Specs;
using Deckle.Stores;
using Deckle.Tool.Batch;

namespace Deckle.Tool.Running;

/// <summary>One run on a server: its kernels, and the files that go there and come back.</summary>
internal sealed class ServerRun : IAsyncDisposable
{
    private readonly RemoteRequest remote;
    private readonly ServerLease lease;
    private readonly bool hasContents;

    private ServerRun(RemoteRequest remote, ServerLease lease, KernelSpecs specs, bool hasContents)
    {
        this.remote = remote;
        this.lease = lease;
        this.hasContents = hasContents;
        Specs = specs;
    }

    /// <summary>The kernels of the server.</summary>
    public KernelSpecs Specs { get; }

    /// <summary>Whether files move through the kernel, which then has to be there until the last has come back.</summary>
    public bool NeedsKernel => remote.Downloads.Count > 0 && !hasContents;

    public JupyterServer Server => lease.Server;

    /// <summary>Whether the server is there for this run alone.</summary>
    public bool EndsBehindRun => lease.End is not null;

    public static async Task<ServerRun> OpenAsync(RemoteRequest remote, CancellationToken cancellationToken)
    {
        foreach (string path in remote.Uploads.Where(path => !Path.Exists(Path.Combine(remote.UploadsFrom, path))))
        {
            throw RemoteRunErrors.NoUpload(path);
        }

        ServerLease lease = await remote.OpenAsync(cancellationToken);
        try
        {
            KernelSpecs specs = await lease.Server.KernelSpecsAsync(cancellationToken);
            bool hasContents = remote.MovesFiles && await lease.Server.Contents.ExistAsync(cancellationToken);
            return new ServerRun(remote, lease, specs, hasContents);
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the kernel with the files in place.</summary>
    public async Task<KernelClient> StartAsync(RunRequest request, KernelChoice choice, CancellationToken cancellationToken)
    {
        if (remote.MovesFiles && !hasContents && !choice.Spec.IsPython)
        {
            throw RemoteErrors.NoFiles(Server.Url, choice.Spec.Language);
        }

        if (hasContents)
        {
            // Before the kernel: a working folder that is not there yet is not taken.
            await UploadAsync(lease.Server.Contents, remote.Folder, cancellationToken);
        }

        var host = new ServerHost(Server, new ServerHostOptions { Folder = remote.Folder, Environment = request.Environment, StartTimeout = request.StartTimeout });
        KernelClient kernel = await host.StartAsync(choice, cancellationToken);
        try
        {
            if (!hasContents)
            {
                await UploadAsync(new KernelFiles(kernel, Server.Url), "", cancellationToken);
            }

            return kernel;
        }
        catch
        {
            await kernel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fetches what was asked for.</summary>
    /// <param name="kernel">The run's kernel, which need not run any more unless <see cref="NeedsKernel"/>.</param>
    /// <param name="folder">Where the files go, in folders as they have there.</param>
    /// <param name="spared">Files of this machine that none of them takes the place of.</param>
    /// <returns>The paths that were written, and those that were left out for what is spared.</returns>
    /// <exception cref="DeckleException"><c>download-not-found</c>: a pattern matches nothing.</exception>
    public async Task<(IReadOnlyList<string> Written, IReadOnlyList<string> LeftOut)> DownloadAsync(KernelClient kernel, string folder, IReadOnlyCollection<string> spared, CancellationToken cancellationToken)
    {
        if (remote.Downloads.Count == 0)
        {
            return ([], []);
        }

        IRemoteFiles files = hasContents ? lease.Server.Contents : new KernelFiles(kernel, Server.Url);
        string prefix = hasContents && remote.Folder.Length > 0 ? $"{remote.Folder}/" : "";
        IReadOnlyList<string> there = [.. (await files.ListAsync(prefix.TrimEnd('/'), cancellationToken)).Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).Select(path => path[prefix.Length..])];
        var written = new List<string>();
        var leftOut = new List<string>();
        foreach (string pattern in remote.Downloads)
        {
            string[] matching = [.. there.Where(path => Glob.Matches(pattern, path) && IsInside(path))];
            foreach (string path in matching)
            {
                string place = Path.Combine(folder, path);
                if (spared.Contains(Path.GetFullPath(place)))
                {
                    leftOut.Add(place);
                    continue;
                }

                using var content = new MemoryStream();
                await files.DownloadAsync(prefix + path, content, cancellationToken);
                AtomicFile.Prepare(place, createFolder: true);
                AtomicFile.Write(place, content.ToArray());
                written.Add(place);
            }

            if (matching.Length == 0)
            {
                throw RemoteRunErrors.NoDownload(pattern, remote.Name);
            }
        }

        return (written, leftOut);
    }

    public ValueTask DisposeAsync() => lease.DisposeAsync();

    private async Task UploadAsync(IRemoteFiles files, string folder, CancellationToken cancellationToken)
    {
        foreach (string upload in remote.Uploads)
        {
            string root = Path.GetFullPath(upload, Path.GetFullPath(remote.UploadsFrom));
            string name = NameOf(upload, root, Path.GetFullPath(remote.UploadsFrom));
            IEnumerable<string> paths = Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [root];
            foreach (string path in paths)
            {
                string place = path == root ? name : $"{name}/{Path.GetRelativePath(root, path)}";
                using FileStream content = RemoteRunErrors.Reading(path, () => File.OpenRead(path));
                await files.UploadAsync(folder.Length == 0 ? place : $"{folder}/{place}", content, cancellationToken);
            }
        }
    }

    /// <summary>A path inside of the folder it begins at stays as it is, so that cells find it by the same one; of any other the name is left.</summary>
    private static string NameOf(string path, string full, string from)
    {
        string relative = Path.GetRelativePath(from, full);
        return Path.IsPathRooted(path) || relative.Split('/')[0] == ".." ? Path.GetFileName(Path.TrimEndingDirectorySeparator(full)) : relative;
    }

    // The server's names are not ours to trust.
    private static bool IsInside(string path) => !path.Split('/', '\\').Any(part => part is "" or "." or "..");
}

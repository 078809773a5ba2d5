using Deckle.Json;

namespace Deckle.Kernels.Remote;

/// <summary>Files by the contents API of a Jupyter Server. A Kernel Gateway has none.</summary>
public sealed class ServerContents : IRemoteFiles
{
    // Far below what servers and the proxies before them take in one request; base64 adds a third.
    private const int ChunkSize = 6 * 1024 * 1024;

    private readonly JupyterServer server;

    internal ServerContents(JupyterServer server) => this.server = server;

    /// <summary>Whether the server has files at all.</summary>
    public async Task<bool> ExistAsync(CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await server.Calls.SendAsync(HttpMethod.Get, "api/contents?content=0", cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.Status is not (404 or 405 or 501) && server.Calls.Good(answer, "show its files").IsGood;
    }

    /// <summary>Whether a folder is there.</summary>
    public async Task<bool> HasFolderAsync(string folder, CancellationToken cancellationToken = default)
    {
        // Asked for as a folder, a file is refused.
        ServerAnswer answer = await server.Calls.SendAsync(HttpMethod.Get, $"{PathOf(folder)}?type=directory&content=0", cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer is not { Status: 400 or 404 } && (server.Calls.Good(answer, $"show '{folder}'").Json as JsonObject)?.GetText("type") == "directory";
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        var files = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out string? next))
        {
            JsonObject listing = await AskAsync($"{PathOf(next)}?type=directory&content=1", next, cancellationToken).ConfigureAwait(false);
            foreach (JsonObject entry in (listing.Get<JsonArray>("content") ?? JsonArray.Empty).OfType<JsonObject>())
            {
                // The name is all that is new; a path that the server makes up could lead anywhere.
                string name = entry.GetText("name") ?? "";
                if (name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny('/', '\\') >= 0)
                {
                    continue;
                }

                string path = next.Length == 0 ? name : $"{next}/{name}";
                if (entry.GetText("type") == "directory")
                {
                    folders.Push(path);
                }
                else
                {
                    files.Add(path);
                }
            }
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <inheritdoc/>
    public async Task DownloadAsync(string path, Stream target, CancellationToken cancellationToken = default)
    {
        JsonObject file = await AskAsync($"{PathOf(path)}?type=file&format=base64&content=1", path, cancellationToken).ConfigureAwait(false);
        try
        {
            await target.WriteAsync(Convert.FromBase64String(file.GetText("content") ?? ""), cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException)
        {
            throw RemoteErrors.NotJupyter(server.Url, $"the content of '{path}' is not base64");
        }
    }

    /// <inheritdoc/>
    public async Task UploadAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        await MakeFoldersAsync(path, cancellationToken).ConfigureAwait(false);
        byte[] chunk = new byte[ChunkSize];
        int length = await content.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        for (int number = 1; ; number++)
        {
            JsonObject model = JsonObject.Of(("type", "file"), ("format", "base64"), ("content", Convert.ToBase64String(chunk, 0, length)));
            int next = length < ChunkSize ? 0 : await content.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            bool isLast = next == 0;

            // Chunks are numbered from 1, and the last one is -1; a file that is one piece has no number.
            model = number == 1 && isLast ? model : model.With("chunk", isLast ? -1 : number);
            await server.Calls.AskAsync(HttpMethod.Put, PathOf(path), $"take the file '{path}'", model, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (isLast)
            {
                return;
            }

            length = next;
        }
    }

    private async Task MakeFoldersAsync(string path, CancellationToken cancellationToken)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            string folder = path[..slash];
            ServerAnswer found = await server.Calls.SendAsync(HttpMethod.Get, $"{PathOf(folder)}?type=directory&content=0", cancellationToken: cancellationToken).ConfigureAwait(false);
            if (found.Status == 404)
            {
                await server.Calls.AskAsync(HttpMethod.Put, PathOf(folder), $"make the folder '{folder}'", JsonObject.Of(("type", "directory")), cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task<JsonObject> AskAsync(string address, string path, CancellationToken cancellationToken)
    {
        ServerAnswer answer = await server.Calls.SendAsync(HttpMethod.Get, address, cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer is { Status: 404, Json: JsonObject }
            ? throw RemoteErrors.FileNotFound(server.Url, path)
            : server.Calls.Good(answer, $"show '{path}'").Json as JsonObject ?? throw RemoteErrors.NotJupyter(server.Url, "it does not describe its files");
    }

    private static string PathOf(string path) => path.Length == 0 ? "api/contents" : $"api/contents/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}

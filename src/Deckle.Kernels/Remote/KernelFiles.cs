using System.Globalization;
using Deckle.Json;

namespace Deckle.Kernels.Remote;

/// <summary>Files through a kernel of Python, for servers that have no contents API. They lie below the kernel's working folder.</summary>
public sealed class KernelFiles(KernelClient kernel, Uri server) : IRemoteFiles
{
    // Servers take messages of 10 MB; base64 adds a third.
    private const int ChunkSize = 3 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        string root = Literal(folder.Length == 0 ? "." : folder);
        string text = await TextAsync(
            $"'\\n'.join(__import__('os').path.relpath(__import__('os').path.join(d, f), '.') for d, _, fs in __import__('os').walk({root}) for f in fs)", folder, cancellationToken)
            .ConfigureAwait(false);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task UploadAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        int slash = path.LastIndexOf('/');
        if (slash > 0)
        {
            await RunAsync($"__import__('os').makedirs({Literal(path[..slash])}, exist_ok=True)", path, cancellationToken).ConfigureAwait(false);
        }

        byte[] chunk = new byte[ChunkSize];
        string mode = "wb";
        do
        {
            int length = await content.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (length == 0 && mode == "ab")
            {
                return;
            }

            await RunAsync(
                $"with open({Literal(path)}, '{mode}') as _deckle_file: _deckle_file.write(__import__('base64').b64decode('{Convert.ToBase64String(chunk, 0, length)}'))\ndel _deckle_file",
                path,
                cancellationToken).ConfigureAwait(false);
            mode = length < ChunkSize ? "" : "ab";
        }
        while (mode.Length > 0);
    }

    /// <inheritdoc/>
    public async Task DownloadAsync(string path, Stream target, CancellationToken cancellationToken = default)
    {
        for (long offset = 0; ; offset += ChunkSize)
        {
            string at = offset.ToString(CultureInfo.InvariantCulture);
            byte[] part = await BytesAsync($"(lambda f: (f.seek({at}), f.read({ChunkSize}), f.close())[1])(open({Literal(path)}, 'rb'))", path, cancellationToken).ConfigureAwait(false);
            await target.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            if (part.Length < ChunkSize)
            {
                return;
            }
        }
    }

    private async Task RunAsync(string code, string path, CancellationToken cancellationToken)
    {
        JsonObject? reply = await kernel.ExecuteSilentlyAsync(code, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (reply?.GetText("status") != "ok")
        {
            throw RemoteErrors.FileFailed(server, path, reply?.GetText("evalue") ?? "the kernel is gone");
        }
    }

    private async Task<string> TextAsync(string expression, string path, CancellationToken cancellationToken) =>
        System.Text.Encoding.UTF8.GetString(await BytesAsync($"({expression}).encode('utf-8', 'replace')", path, cancellationToken).ConfigureAwait(false));

    // base64 is the same in any repr, but for the quotes.
    private async Task<byte[]> BytesAsync(string expression, string path, CancellationToken cancellationToken)
    {
        JsonObject results = await kernel.EvaluateAsync(
            new Dictionary<string, string> { ["it"] = $"__import__('base64').b64encode({expression}).decode()" }, cancellationToken).ConfigureAwait(false);
        JsonObject result = results.Get<JsonObject>("it") ?? JsonObject.Empty;
        if (result.GetText("ename") is "FileNotFoundError" or "IsADirectoryError")
        {
            throw RemoteErrors.FileNotFound(server, path);
        }

        string? text = result.Get<JsonObject>("data")?.GetText("text/plain");
        return text is null ? throw RemoteErrors.FileFailed(server, path, result.GetText("evalue") ?? "the kernel is gone") : Convert.FromBase64String(text.Trim('\''));
    }

    // A string of JSON is one of Python, too.
    private static string Literal(string text) => new JsonString(text).ToString();
}

using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Deckle.Json;
using Deckle.Stores.Tokens;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Gcs;

/// <summary>Google Cloud Storage, by its JSON interface. The version of an object is its generation.</summary>
internal sealed class GcsStore : IStore
{
    private readonly HttpTransport transport;
    private readonly RemoteReader reader;
    private readonly GoogleCredentials credentials;
    private readonly string endpoint;
    private readonly bool isEmulator;

    public GcsStore(HttpTransport transport)
    {
        this.transport = transport;
        credentials = new GoogleCredentials(transport);
        reader = new RemoteReader { Transport = transport, Make = MakeAsync, Refusal = RefusalAsync, Version = Generation };

        // As Google's libraries read it, with or without a scheme; an emulator knows no tokens.
        string? emulator = transport.Options.Variable("STORAGE_EMULATOR_HOST");
        isEmulator = emulator is not null;
        endpoint = (emulator is null ? "https://storage.googleapis.com" : emulator.Contains("://", StringComparison.Ordinal) ? emulator : $"http://{emulator}").TrimEnd('/');
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out _))
        {
            throw StoreErrors.EndpointInvalid("STORAGE_EMULATOR_HOST");
        }
    }

    public async Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken = default)
    {
        try
        {
            JsonObject answer = await AskAsync(address, $"{Object(address)}?fields=size,generation", cancellationToken).ConfigureAwait(false);
            return new StoreEntry(address, Size(answer), answer.GetText("generation"));
        }
        catch (DeckleException e) when (e.Code == "store-not-found")
        {
            return null;
        }
    }

    public Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken = default) => reader.OpenAsync(address, cancellationToken);

    public async Task<string?> WriteAsync(StoreAddress address, Action<IBufferWriter<byte>> write, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await PartedWriter.SendAsync(new GcsUpload(this, address, condition), transport.Options.PartSize, write, cancellationToken).ConfigureAwait(false);
        }
        catch (DeckleException e) when (e.Code == "store-conflict")
        {
            return await Conflicts.ResolveAsync(this, address, write, cancellationToken).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<StoreEntry> ListAsync(StoreAddress folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? next = null;
        do
        {
            string query = $"{endpoint}/storage/v1/b/{Uri.EscapeDataString(folder.Bucket)}/o?fields=items(name,size,generation),nextPageToken&prefix={Uri.EscapeDataString(folder.Key)}"
                + (next is null ? "" : $"&pageToken={Uri.EscapeDataString(next)}");
            JsonObject answer = await AskAsync(folder, query, cancellationToken).ConfigureAwait(false);
            foreach (JsonObject item in answer.Get<JsonArray>("items")?.OfType<JsonObject>() ?? [])
            {
                yield return new StoreEntry(folder.WithKey(item.GetText("name") ?? ""), Size(item), item.GetText("generation"));
            }

            next = answer.GetText("nextPageToken");
        }
        while (next is not null);
    }

    /// <summary>The address for an upload of a kind: <c>media</c> or <c>resumable</c>.</summary>
    internal Uri UploadUri(StoreAddress address, string kind, WriteCondition? condition) => new(
        $"{endpoint}/upload/storage/v1/b/{Uri.EscapeDataString(address.Bucket)}/o?uploadType={kind}&name={Uri.EscapeDataString(address.Key)}"
        + (condition is null ? "" : $"&ifGenerationMatch={Uri.EscapeDataString(condition.Version ?? "0")}"));

    /// <summary>A good answer; Google's 308 for "go on" is one.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        StoreAddress address, HttpMethod method, Uri uri, ReadOnlyMemory<byte>? body, Action<HttpRequestMessage>? fill, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await transport.SendAsync(
            token => SignedAsync(
                method,
                uri,
                request =>
                {
                    request.Content = body is null ? null : new ReadOnlyMemoryContent(body.Value);
                    fill?.Invoke(request);
                },
                token),
            address,
            body?.Length ?? 0,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.PermanentRedirect)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(address, response, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] text = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonReader.Read(text) as JsonObject ?? JsonObject.Empty;
        }
        catch (JsonSyntaxException)
        {
            return JsonObject.Empty;
        }
    }

    private async Task<JsonObject> AskAsync(StoreAddress address, string uri, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(address, HttpMethod.Get, new Uri(uri), null, null, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<HttpRequestMessage> MakeAsync(StoreAddress address, HttpMethod method, long position, string? version, CancellationToken cancellationToken) =>
        SignedAsync(
            method,
            new Uri($"{Object(address)}?alt=media{(position > 0 ? $"&generation={version}" : "")}"),
            request => Answers.Continue(request.Headers, position, null),
            cancellationToken);

    private async ValueTask<HttpRequestMessage> SignedAsync(HttpMethod method, Uri uri, Action<HttpRequestMessage> fill, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, uri);
        fill(request);
        if (!isEmulator && await credentials.FindAsync(cancellationToken).ConfigureAwait(false) is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token.Value}");
        }

        return request;
    }

    // A slash in the name of an object is written as %2F.
    private string Object(StoreAddress address) => $"{endpoint}/storage/v1/b/{Uri.EscapeDataString(address.Bucket)}/o/{Uri.EscapeDataString(address.Key)}";

    private static string? Generation(HttpResponseMessage response) => response.Headers.TryGetValues("x-goog-generation", out IEnumerable<string>? values) ? values.First() : null;

    private static long? Size(JsonObject item) => long.TryParse(item.GetText("size"), CultureInfo.InvariantCulture, out long size) ? size : null;

    private async Task<DeckleException> RefusalAsync(StoreAddress address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string text = await Answers.TextAsync(transport, response, cancellationToken).ConfigureAwait(false);

        // Both say notFound; only the sentence tells which.
        string? code = text.Contains("bucket does not exist", StringComparison.Ordinal) ? "NoSuchBucket" : null;
        AccessToken? token = isEmulator ? null : await credentials.FindAsync(cancellationToken).ConfigureAwait(false);
        return StoreErrors.From(address, (int)response.StatusCode, code, token?.Source, () => credentials.Missing(address));
    }
}

using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Azure;

/// <summary>Azure Blob Storage, and Data Lake Storage (Gen2), which is the same data.</summary>
internal sealed class AzureStore : IStore
{
    // Old enough for every cloud and emulator, new enough for tokens and large blocks.
    private const string Protocol = "2021-12-02";

    private readonly HttpTransport transport;
    private readonly RemoteReader reader;
    private readonly ConcurrentDictionary<string, AzureAccount> accounts = new(StringComparer.Ordinal);

    public AzureStore(HttpTransport transport)
    {
        this.transport = transport;
        reader = new RemoteReader { Transport = transport, Make = MakeAsync, Refusal = RefusalAsync };
    }

    public Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken = default) => reader.FindAsync(address, cancellationToken);

    public Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken = default) => reader.OpenAsync(address, cancellationToken);

    public async Task<string?> WriteAsync(StoreAddress address, Action<IBufferWriter<byte>> write, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await PartedWriter.SendAsync(new AzureUpload(this, address, condition), transport.Options.PartSize, write, cancellationToken).ConfigureAwait(false);
        }
        catch (DeckleException e) when (e.Code == "store-conflict")
        {
            return await Conflicts.ResolveAsync(this, address, write, cancellationToken).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<StoreEntry> ListAsync(StoreAddress folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? next = "";
        do
        {
            string query = $"restype=container&comp=list&prefix={Uri.EscapeDataString(folder.Key)}" + (next.Length == 0 ? "" : $"&marker={Uri.EscapeDataString(next)}");
            using HttpResponseMessage response = await SendAsync(folder.WithKey(""), HttpMethod.Get, query, null, null, cancellationToken).ConfigureAwait(false);
            string xml = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            foreach (Dictionary<string, string> item in XmlAnswer.Records(xml, "Blob", "Name", "Content-Length", "Etag"))
            {
                long? size = long.TryParse(item.GetValueOrDefault("Content-Length"), CultureInfo.InvariantCulture, out long bytes) ? bytes : null;

                // Here, and only here, Azure leaves the quotes off.
                string? version = item.GetValueOrDefault("Etag") is { Length: > 0 } tag ? $"\"{tag.Trim('"')}\"" : null;
                yield return new StoreEntry(folder.WithKey(item.GetValueOrDefault("Name", "")), size, version);
            }

            next = XmlAnswer.Element(xml, "NextMarker");
        }
        while (!string.IsNullOrEmpty(next));
    }

    internal async Task<HttpResponseMessage> SendAsync(
        StoreAddress address, HttpMethod method, string query, ReadOnlyMemory<byte>? body, Action<HttpRequestMessage>? fill, CancellationToken cancellationToken)
    {
        ValueTask<HttpRequestMessage> Make(CancellationToken token) => SignedAsync(
            address,
            method,
            query,
            request =>
            {
                request.Content = body is null ? null : new ReadOnlyMemoryContent(body.Value);
                fill?.Invoke(request);
            },
            token);

        HttpResponseMessage response = await transport.SendAsync(Make, address, body?.Length ?? 0, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(address, response, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask<HttpRequestMessage> MakeAsync(StoreAddress address, HttpMethod method, long position, string? version, CancellationToken cancellationToken) =>
        SignedAsync(address, method, "", request => Answers.Continue(request.Headers, position, version), cancellationToken);

    private async ValueTask<HttpRequestMessage> SignedAsync(StoreAddress address, HttpMethod method, string query, Action<HttpRequestMessage> fill, CancellationToken cancellationToken)
    {
        AzureAccount account = Account(address);
        AzureCredential? credential = await account.FindAsync(address, cancellationToken).ConfigureAwait(false);
        string path = string.Join('/', address.Key.Split('/').Select(Uri.EscapeDataString));
        string all = string.Join('&', ((string[])[query, credential?.Signature ?? ""]).Where(part => part.Length > 0));
        string place = $"{account.Endpoint}/{address.Bucket}{(path.Length > 0 ? "/" : "")}{path}{(all.Length > 0 ? "?" : "")}{all}";
        var request = new HttpRequestMessage(method, new Uri(place, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("x-ms-version", Protocol);
        request.Headers.TryAddWithoutValidation("x-ms-date", transport.Options.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        fill(request);
        if (credential?.Key is { } key)
        {
            SharedKey.Sign(request, address.Account, key);
        }
        else if (credential?.Token is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token.Value}");
        }

        return request;
    }

    private AzureAccount Account(StoreAddress address) => accounts.GetOrAdd(address.Account, name => new AzureAccount(transport, name));

    private async Task<DeckleException> RefusalAsync(StoreAddress address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? code = response.Headers.TryGetValues("x-ms-error-code", out IEnumerable<string>? codes)
            ? codes.First()
            : XmlAnswer.Element(await Answers.TextAsync(transport, response, cancellationToken).ConfigureAwait(false), "Code");
        AzureCredential? credential = await Account(address).FindAsync(address, cancellationToken).ConfigureAwait(false);
        return (credential, code) switch
        {
            // What Azure tells strangers about private containers.
            (null, "ResourceNotFound" or "PublicAccessNotPermitted" or "NoAuthenticationInformation") => AzureAccount.Missing(address),

            // Our blocks are gone: somebody else has written meanwhile, which drops them.
            (_, "InvalidBlockList") => StoreErrors.Conflict(address, isGone: false),
            _ => StoreErrors.From(address, (int)response.StatusCode, code, credential?.Source, () => AzureAccount.Missing(address)),
        };
    }
}

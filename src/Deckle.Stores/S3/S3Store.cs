using System.Buffers;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.S3;

/// <summary>Amazon S3, and servers that speak like it.</summary>
internal sealed class S3Store : IStore
{
    private readonly HttpTransport transport;
    private readonly RemoteReader reader;
    private readonly AwsProfiles profiles;
    private readonly AwsCredentialChain chain;
    private readonly S3Place configured;

    // Which region a bucket is in, as the server told.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> regions = new(StringComparer.Ordinal);

    public S3Store(HttpTransport transport)
    {
        this.transport = transport;
        profiles = AwsProfiles.Load(transport.Options);
        configured = S3Place.Find(transport.Options, profiles);
        chain = new AwsCredentialChain(transport, profiles, configured.Region);
        reader = new RemoteReader { Transport = transport, Make = MakeAsync, Refusal = RefusalAsync };
    }

    public async Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken = default)
    {
        StoreEntry? found = await reader.FindAsync(await PlacedAsync(address, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            // The answer to HEAD has no text that would say which of both is missing.
            await RequireBucketAsync(address, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    public async Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken = default) =>
        await reader.OpenAsync(await PlacedAsync(address, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<string?> WriteAsync(StoreAddress address, Action<IBufferWriter<byte>> write, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        await PlacedAsync(address, cancellationToken).ConfigureAwait(false);
        try
        {
            return await PartedWriter.SendAsync(new S3Upload(this, address, condition), transport.Options.PartSize, write, cancellationToken).ConfigureAwait(false);
        }
        catch (DeckleException e) when (e.Code == "store-conflict")
        {
            return await Conflicts.ResolveAsync(this, address, write, cancellationToken).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<StoreEntry> ListAsync(StoreAddress folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PlacedAsync(folder, cancellationToken).ConfigureAwait(false);
        string? next = null;
        do
        {
            string query = $"encoding-type=url&list-type=2&prefix={Uri.EscapeDataString(folder.Key)}" + (next is null ? "" : $"&continuation-token={Uri.EscapeDataString(next)}");
            string xml = await AskAsync(folder.WithKey(""), HttpMethod.Get, query, null, null, cancellationToken).ConfigureAwait(false);

            // XML has no word for some characters. The encoding is that of forms, where a space is a plus; not every server knows it, and one that does says so.
            bool isEncoded = XmlAnswer.Element(xml, "EncodingType") == "url";
            foreach (Dictionary<string, string> item in XmlAnswer.Records(xml, "Contents", "Key", "Size", "ETag"))
            {
                string key = isEncoded ? WebUtility.UrlDecode(item.GetValueOrDefault("Key", "")) : item.GetValueOrDefault("Key", "");
                long? size = long.TryParse(item.GetValueOrDefault("Size"), CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
                yield return new StoreEntry(folder.WithKey(key), size, item.GetValueOrDefault("ETag"));
            }

            next = XmlAnswer.Element(xml, "NextContinuationToken");
        }
        while (next is not null);
    }

    /// <summary>A request with a small answer, which is its text.</summary>
    internal async Task<string> AskAsync(
        StoreAddress address, HttpMethod method, string query, ReadOnlyMemory<byte>? body, WriteCondition? condition, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(address, method, query, body, condition, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    internal async Task<HttpResponseMessage> SendAsync(
        StoreAddress address, HttpMethod method, string query, ReadOnlyMemory<byte>? body, WriteCondition? condition, CancellationToken cancellationToken)
    {
        string hash = body is { } content ? SigV4.Hash(content.Span) : SigV4.EmptyHash;
        ValueTask<HttpRequestMessage> Make(CancellationToken token) => SignedAsync(address, method, query, hash, Fill, token);
        void Fill(HttpRequestMessage request)
        {
            Answers.Add(request.Headers, condition);
            request.Content = body is null ? null : new ReadOnlyMemoryContent(body.Value);
            if (method == HttpMethod.Put && query.Length == 0)
            {
                request.Content?.Headers.TryAddWithoutValidation("Content-Type", ContentType.Of(address));
                if (transport.Options.Variable("DECKLE_S3_ACL") is { } acl)
                {
                    request.Headers.TryAddWithoutValidation("x-amz-acl", acl);
                }
            }
        }

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
        SignedAsync(address, method, "", SigV4.EmptyHash, request => Answers.Continue(request.Headers, position, version), cancellationToken);

    private async ValueTask<HttpRequestMessage> SignedAsync(
        StoreAddress address, HttpMethod method, string query, string hash, Action<HttpRequestMessage> fill, CancellationToken cancellationToken)
    {
        S3Place place = configured with { Region = regions.GetValueOrDefault(address.Bucket, configured.Region) };
        var request = new HttpRequestMessage(method, place.Locate(address.Bucket, address.Key, query));
        fill(request);
        if (await chain.FindAsync(cancellationToken).ConfigureAwait(false) is { } credentials)
        {
            new SigV4("s3", place.Region, transport.Options.Time).Sign(request, credentials, hash);
        }

        return request;
    }

    /// <summary>Learns which region a bucket is in, where that may be another one than is configured: a signature is good in one only.</summary>
    private async Task<StoreAddress> PlacedAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        if (configured.Endpoint is null && !regions.ContainsKey(address.Bucket))
        {
            using HttpResponseMessage response = await transport.SendAsync(
                token => SignedAsync(address.WithKey(""), HttpMethod.Head, "", SigV4.EmptyHash, _ => { }, token), address, cancellationToken: cancellationToken).ConfigureAwait(false);
            string region = response.Headers.TryGetValues("x-amz-bucket-region", out IEnumerable<string>? told) ? told.First() : configured.Region;
            regions[address.Bucket] = region;
        }

        return address;
    }

    private async Task RequireBucketAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await transport.SendAsync(
            token => SignedAsync(address.WithKey(""), HttpMethod.Head, "", SigV4.EmptyHash, _ => { }, token), address, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw StoreErrors.NoBucket(address);
        }
    }

    private async Task<DeckleException> RefusalAsync(StoreAddress address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? code = XmlAnswer.Element(await Answers.TextAsync(transport, response, cancellationToken).ConfigureAwait(false), "Code");
        AwsCredentials? credentials = await chain.FindAsync(cancellationToken).ConfigureAwait(false);
        return StoreErrors.From(address, (int)response.StatusCode, code, credentials?.Source, () => chain.Missing(address));
    }
}

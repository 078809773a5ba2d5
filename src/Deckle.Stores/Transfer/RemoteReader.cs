using System.IO.Compression;
using System.Net;

namespace Deckle.Stores.Transfer;

/// <summary>Reading, which is alike in all stores that speak HTTP.</summary>
internal sealed class RemoteReader
{
    public required HttpTransport Transport { get; init; }

    /// <summary>Makes a request for what is at an address; a HEAD, or a GET from a position on, if the version is still the one given.</summary>
    public required Func<StoreAddress, HttpMethod, long, string?, CancellationToken, ValueTask<HttpRequestMessage>> Make { get; init; }

    public Func<HttpResponseMessage, string?> Version { get; init; } = Answers.Version;

    /// <summary>The error behind an answer that is none.</summary>
    public required Func<StoreAddress, HttpResponseMessage, CancellationToken, Task<DeckleException>> Refusal { get; init; }

    public bool Follows { get; init; }

    public async Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(address, HttpMethod.Head, 0, null, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return new StoreEntry(address, response.Content.Headers.ContentLength, Version(response));
        }

        DeckleException refusal = await Refusal(address, response, cancellationToken).ConfigureAwait(false);
        return refusal.Code == "store-not-found" ? null : throw refusal;
    }

    public async Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await SendAsync(address, HttpMethod.Get, 0, null, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw await Refusal(address, response, cancellationToken).ConfigureAwait(false);
            }
        }

        string? version = Version(response);
        Task<HttpResponseMessage> ResumeAsync(long position, CancellationToken token) => SendAsync(address, HttpMethod.Get, position, version, token);
        var stream = new ResumingStream(Transport, address, response, version is null ? null : ResumeAsync);

        // Not asked for, but what was uploaded compressed comes so.
        return Answers.IsCompressed(response)
            ? new StoreContent(new GZipStream(stream, CompressionMode.Decompress), null, version)
            : new StoreContent(stream, response.StatusCode == HttpStatusCode.OK ? response.Content.Headers.ContentLength : null, version);
    }

    private Task<HttpResponseMessage> SendAsync(StoreAddress address, HttpMethod method, long position, string? version, CancellationToken cancellationToken) =>
        Transport.SendAsync(token => Make(address, method, position, version, token), address, follows: Follows, cancellationToken: cancellationToken);
}

using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Http;

/// <summary>A web server: GET, and PUT as papermill does it (JSON), with the entity tags that the server gives.</summary>
internal sealed class HttpStore : IStore
{
    private readonly HttpTransport transport;
    private readonly RemoteReader reader;

    public HttpStore(HttpTransport transport)
    {
        this.transport = transport;
        reader = new RemoteReader { Transport = transport, Make = MakeAsync, Refusal = RefusalAsync, Follows = true };
    }

    public Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken = default) => reader.FindAsync(address, cancellationToken);

    public Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken = default) => reader.OpenAsync(address, cancellationToken);

    public async Task<string?> WriteAsync(StoreAddress address, Action<IBufferWriter<byte>> write, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        // The length is told ahead: not every server takes a body of unknown length.
        (long size, _) = HashingWriter.Of(write);
        ValueTask<HttpRequestMessage> Put(CancellationToken token)
        {
            HttpRequestMessage request = Request(address, HttpMethod.Put);
            Answers.Add(request.Headers, condition);
            request.Content = new RepeatableContent(write, size);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return ValueTask.FromResult(request);
        }

        using HttpResponseMessage response = await transport.SendAsync(Put, address, size, follows: true, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return Answers.Version(response);
        }

        return condition is not null && response.StatusCode == HttpStatusCode.PreconditionFailed
            ? await Conflicts.ResolveAsync(this, address, write, cancellationToken).ConfigureAwait(false)
            : throw await RefusalAsync(address, response, cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<StoreEntry> ListAsync(StoreAddress folder, CancellationToken cancellationToken = default) => throw StoreErrors.CannotList(folder);

    private static ValueTask<HttpRequestMessage> MakeAsync(StoreAddress address, HttpMethod method, long position, string? version, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = Request(address, method);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, */*;q=0.8");
        Answers.Continue(request.Headers, position, version);
        return ValueTask.FromResult(request);
    }

    // User name and password of an address go into the header for them.
    private static HttpRequestMessage Request(StoreAddress address, HttpMethod method)
    {
        var uri = new UriBuilder(address.Text) { Fragment = "" };
        string user = uri.UserName.Length > 0 || uri.Password.Length > 0 ? $"{Uri.UnescapeDataString(uri.UserName)}:{Uri.UnescapeDataString(uri.Password)}" : "";
        uri.UserName = uri.Password = "";
        var request = new HttpRequestMessage(method, uri.Uri);
        if (user.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        }

        return request;
    }

    private static Task<DeckleException> RefusalAsync(StoreAddress address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var uri = new Uri(address.Text);
        string? identity = uri.UserInfo.Length > 0 ? "user name and password of the address" : uri.Query.Length > 0 ? "query of the address" : null;
        return Task.FromResult(StoreErrors.From(
            address,
            (int)response.StatusCode,
            null,
            identity,
            () => StoreErrors.NoCredentials(address, "give them in the address: https://user:password@host/, or as the query the server wants", ["address"])));
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Deckle.Json;
using Deckle.Stores.Tokens;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Gcs;

/// <summary>
/// Application default credentials: the file that <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, the login of <c>gcloud auth application-default</c>,
/// the machine's service account. None at all means that requests carry no token, which public buckets take.
/// </summary>
internal sealed class GoogleCredentials
{
    private const string Scope = "https://www.googleapis.com/auth/devstorage.read_write";
    private const string Variable = "GOOGLE_APPLICATION_CREDENTIALS";

    private readonly HttpTransport transport;
    private readonly TokenEndpoint endpoint;
    private readonly CachedCredential<AccessToken> cached;
    private readonly string login;

    public GoogleCredentials(HttpTransport transport)
    {
        this.transport = transport;
        endpoint = new TokenEndpoint(transport);
        cached = new CachedCredential<AccessToken>(SearchAsync, token => token.IsFresh(Options.Time));
        login = Path.Combine(Options.Variable("CLOUDSDK_CONFIG") ?? Path.Combine(Options.Variable("HOME") ?? "", ".config", "gcloud"), "application_default_credentials.json");
    }

    private StoreOptions Options => transport.Options;

    /// <exception cref="DeckleException"><c>store-credentials-invalid</c>, <c>store-unavailable</c>.</exception>
    public Task<AccessToken?> FindAsync(CancellationToken cancellationToken) => cached.GetAsync(cancellationToken);

    public DeckleException Missing(StoreAddress address) => StoreErrors.NoCredentials(
        address, "set GOOGLE_APPLICATION_CREDENTIALS to a key file, or run: gcloud auth application-default login", [Variable, login, "machine"]);

    private async Task<AccessToken?> SearchAsync(CancellationToken cancellationToken)
    {
        if (Options.Variable(Variable) is { } path)
        {
            return await FromFileAsync(path, Variable, cancellationToken).ConfigureAwait(false);
        }

        return File.Exists(login)
            ? await FromFileAsync(login, login, cancellationToken).ConfigureAwait(false)
            : await FromMachineAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<AccessToken> FromFileAsync(string path, string source, CancellationToken cancellationToken)
    {
        JsonObject file = Parse(CredentialFile.Read(path, source), source);
        string Text(string name) => file.GetText(name) ?? throw StoreErrors.CredentialsInvalid(source, $"the file has no {name}");
        switch (Text("type"))
        {
            case "service_account":
                var service = new Uri(file.GetText("token_uri") ?? "https://oauth2.googleapis.com/token");
                string assertion = Assertion(Text("client_email"), file.GetText("private_key_id"), Text("private_key"), service, source);
                return await ExchangeAsync(service, [new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), KeyValuePair.Create("assertion", assertion)], source, cancellationToken).ConfigureAwait(false);
            case "authorized_user":
                return await ExchangeAsync(
                    new Uri(file.GetText("token_uri") ?? "https://oauth2.googleapis.com/token"),
                    [new("grant_type", "refresh_token"), new("client_id", Text("client_id")), new("client_secret", Text("client_secret")), new("refresh_token", Text("refresh_token"))],
                    source,
                    cancellationToken).ConfigureAwait(false);
            case var type:
                throw StoreErrors.CredentialsInvalid(source, $"the file is of the type '{type}'; known are service_account and authorized_user");
        }
    }

    private Task<AccessToken> ExchangeAsync(Uri service, IReadOnlyList<KeyValuePair<string, string>> form, string source, CancellationToken cancellationToken) =>
        endpoint.ExchangeAsync(StoreAddress.Parse("gs://token"), service, form, source, cancellationToken);

    private async Task<AccessToken?> FromMachineAsync(CancellationToken cancellationToken)
    {
        if (Options.Variable("NO_GCE_CHECK")?.ToUpperInvariant() == "TRUE")
        {
            return null;
        }

        string host = Options.Variable("GCE_METADATA_HOST") ?? "169.254.169.254";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}/computeMetadata/v1/instance/service-accounts/default/token");
        request.Headers.TryAddWithoutValidation("Metadata-Flavor", "Google");
        return await endpoint.AskNearAsync(request, "service account of the machine", cancellationToken).ConfigureAwait(false);
    }

    // RFC 7523: a signed statement of who one is, good for an hour.
    private string Assertion(string email, string? keyId, string key, Uri audience, string source)
    {
        long now = Options.Time.GetUtcNow().ToUnixTimeSeconds();
        JsonObject header = JsonObject.Of(("alg", "RS256"), ("typ", "JWT"));
        JsonObject claims = JsonObject.Of(("iss", email), ("scope", Scope), ("aud", audience.ToString()), ("iat", Number(now)), ("exp", Number(now + 3600)));
        string text = $"{Encode((keyId is null ? header : header.With("kid", keyId)).ToString())}.{Encode(claims.ToString())}";
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return $"{text}.{Encode(rsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw StoreErrors.CredentialsInvalid(source, "its private_key is no RSA key", e);
        }
    }

    private static JsonValue Number(long value) => JsonReader.Read(value.ToString(CultureInfo.InvariantCulture));

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static JsonObject Parse(string text, string source)
    {
        try
        {
            return JsonReader.Read(text) as JsonObject ?? throw StoreErrors.CredentialsInvalid(source, "the file holds no JSON object");
        }
        catch (JsonSyntaxException e)
        {
            throw StoreErrors.CredentialsInvalid(source, "the file is not JSON", e);
        }
    }
}

using Deckle.Stores.Tokens;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Azure;

/// <summary>
/// Where an account is and how it lets us in: the address's signature, a connection string, the account's key or signature, a service principal,
/// a workload identity, the machine's identity.
/// </summary>
internal sealed class AzureAccount
{
    // What every emulator has, and Azure's documentation prints: no secret.
    private const string DevelopmentAccount = "devstoreaccount1";
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly HttpTransport transport;
    private readonly string name;
    private readonly Dictionary<string, string> settings;
    private readonly CachedCredential<AzureCredential> cached;

    public AzureAccount(HttpTransport transport, string name)
    {
        this.transport = transport;
        this.name = name;
        settings = Settings(Options.Variable("AZURE_STORAGE_CONNECTION_STRING"), name);
        cached = new CachedCredential<AzureCredential>(SearchAsync, credential => credential.Token?.IsFresh(Options.Time) ?? true);
    }

    /// <summary>Without a slash at its end.</summary>
    public string Endpoint
    {
        get
        {
            string endpoint = settings.GetValueOrDefault("BlobEndpoint")
                ?? Options.Variable("AZURE_STORAGE_SERVICE_ENDPOINT")
                ?? $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.blob.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
            return Uri.TryCreate(endpoint, UriKind.Absolute, out _) ? endpoint.TrimEnd('/') : throw StoreErrors.EndpointInvalid("AZURE_STORAGE_SERVICE_ENDPOINT");
        }
    }

    private StoreOptions Options => transport.Options;

    /// <summary>The credential for an address; null for none.</summary>
    /// <exception cref="DeckleException"><c>store-credentials-invalid</c>, <c>store-unavailable</c>.</exception>
    public async ValueTask<AzureCredential?> FindAsync(StoreAddress address, CancellationToken cancellationToken) =>
        address.Signature.Length > 0
            ? new AzureCredential("signature of the address") { Signature = address.Signature }
            : await cached.GetAsync(cancellationToken).ConfigureAwait(false);

    public static DeckleException Missing(StoreAddress address) => StoreErrors.NoCredentials(
        address,
        "set AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET",
        ["address", "connection string", "account key", "signature", "service principal", "workload identity", "managed identity"]);

    private async Task<AzureCredential?> SearchAsync(CancellationToken cancellationToken) =>
        FromConnection() ?? FromVariables() ?? await new AzureIdentity(transport).FindAsync(name, cancellationToken).ConfigureAwait(false);

    private AzureCredential? FromConnection() => settings switch
    {
        _ when settings.TryGetValue("AccountKey", out string? key) => new AzureCredential("AZURE_STORAGE_CONNECTION_STRING") { Key = Decode(key, "AZURE_STORAGE_CONNECTION_STRING") },
        _ when settings.TryGetValue("SharedAccessSignature", out string? signature) => new AzureCredential("AZURE_STORAGE_CONNECTION_STRING") { Signature = signature.TrimStart('?') },
        _ => null,
    };

    private AzureCredential? FromVariables()
    {
        // A key belongs to one account; without the account's name it is taken to be this one's.
        if ((Options.Variable("AZURE_STORAGE_ACCOUNT", "AZURE_STORAGE_ACCOUNT_NAME") ?? name) != name)
        {
            return null;
        }

        string variable = Options.Variable("AZURE_STORAGE_KEY") is null ? "AZURE_STORAGE_ACCOUNT_KEY" : "AZURE_STORAGE_KEY";
        return Options.Variable(variable) is { } key ? new AzureCredential(variable) { Key = Decode(key, variable) }
            : Options.Variable("AZURE_STORAGE_SAS_TOKEN") is { } signature ? new AzureCredential("AZURE_STORAGE_SAS_TOKEN") { Signature = signature.TrimStart('?') }
            : null;
    }

    private static byte[] Decode(string key, string source)
    {
        try
        {
            return Convert.FromBase64String(key);
        }
        catch (FormatException e)
        {
            throw StoreErrors.CredentialsInvalid(source, "the key is not base64", e);
        }
    }

    // AccountName=a;AccountKey=k==;EndpointSuffix=core.windows.net: values may hold equals signs.
    private static Dictionary<string, string> Settings(string? connection, string account)
    {
        Dictionary<string, string> settings = (connection ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.OrdinalIgnoreCase);
        if (settings.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            settings["AccountName"] = DevelopmentAccount;
            settings["AccountKey"] = DevelopmentKey;
            settings["BlobEndpoint"] = $"http://127.0.0.1:10000/{DevelopmentAccount}";
        }

        // A connection string for another account says nothing about this one. With a signature it may name none.
        string named = settings.GetValueOrDefault("AccountName")
            ?? (Uri.TryCreate(settings.GetValueOrDefault("BlobEndpoint"), UriKind.Absolute, out Uri? endpoint) ? endpoint.Host.Split('.')[0] : account);
        return named == account ? settings : [];
    }
}

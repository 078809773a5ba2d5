using Deckle.Stores.Tokens;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Azure;

/// <summary>Tokens of Microsoft Entra for storage: a service principal's, a workload's, the machine's.</summary>
internal sealed class AzureIdentity(HttpTransport transport)
{
    private const string Resource = "https://storage.azure.com";

    private readonly TokenEndpoint endpoint = new(transport);

    private StoreOptions Options => transport.Options;

    public async Task<AzureCredential?> FindAsync(string account, CancellationToken cancellationToken)
    {
        AccessToken? token = await FromPrincipalAsync(account, cancellationToken).ConfigureAwait(false) ?? await FromMachineAsync(cancellationToken).ConfigureAwait(false);
        return token is null ? null : new AzureCredential(token.Source) { Token = token };
    }

    private async Task<AccessToken?> FromPrincipalAsync(string account, CancellationToken cancellationToken)
    {
        if (Options.Variable("AZURE_TENANT_ID") is not { } tenant || Options.Variable("AZURE_CLIENT_ID") is not { } client)
        {
            return null;
        }

        List<KeyValuePair<string, string>> form = [new("client_id", client), new("grant_type", "client_credentials"), new("scope", $"{Resource}/.default")];
        string source;
        if (Options.Variable("AZURE_CLIENT_SECRET") is { } secret)
        {
            source = "AZURE_CLIENT_SECRET";
            form.Add(new("client_secret", secret));
        }
        else if (Options.Variable("AZURE_FEDERATED_TOKEN_FILE") is { } file)
        {
            source = "AZURE_FEDERATED_TOKEN_FILE";
            form.Add(new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
            form.Add(new("client_assertion", CredentialFile.Read(file, source).Trim()));
        }
        else
        {
            return null;
        }

        string authority = (Options.Variable("AZURE_AUTHORITY_HOST") ?? "https://login.microsoftonline.com").TrimEnd('/');
        return Uri.TryCreate($"{authority}/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token", UriKind.Absolute, out Uri? uri)
            ? await endpoint.ExchangeAsync(StoreAddress.Parse($"az://{account}/token"), uri, form, source, cancellationToken).ConfigureAwait(false)
            : throw StoreErrors.EndpointInvalid("AZURE_AUTHORITY_HOST");
    }

    // App Service and its kin have an endpoint of their own; virtual machines a fixed address.
    private async Task<AccessToken?> FromMachineAsync(CancellationToken cancellationToken)
    {
        string client = Options.Variable("AZURE_CLIENT_ID") is { } id ? $"&client_id={Uri.EscapeDataString(id)}" : "";
        bool isService = Options.Variable("IDENTITY_ENDPOINT") is not null && Options.Variable("IDENTITY_HEADER") is not null;
        string place = isService ? $"{Options.Variable("IDENTITY_ENDPOINT")}?api-version=2019-08-01"
            : $"{(Options.Variable("AZURE_POD_IDENTITY_AUTHORITY_HOST") ?? "http://169.254.169.254").TrimEnd('/')}/metadata/identity/oauth2/token?api-version=2018-02-01";
        if (!Uri.TryCreate($"{place}&resource={Uri.EscapeDataString(Resource)}{client}", UriKind.Absolute, out Uri? uri))
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation(isService ? "X-IDENTITY-HEADER" : "Metadata", isService ? Options.Variable("IDENTITY_HEADER") : "true");
        return await endpoint.AskNearAsync(request, "managed identity", cancellationToken).ConfigureAwait(false);
    }
}

using System.Text;
using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.Azure;

public class AzureIdentityTests
{
    [Fact]
    public async Task A_service_principal_trades_its_secret_for_a_token()
    {
        await using var authority = new WebServer(_ => WebAnswer.Of("""{"access_token":"TOKEN","expires_in":3599}"""));

        WebRequest request = await AskAsync(
            ("AZURE_AUTHORITY_HOST", authority.Address), ("AZURE_TENANT_ID", "tenant"), ("AZURE_CLIENT_ID", "client"), ("AZURE_CLIENT_SECRET", "secret&more"));

        Assert.Equal("Bearer TOKEN", request.Header("Authorization"));
        WebRequest asked = Assert.Single(authority.Requests);
        Assert.Equal("/tenant/oauth2/v2.0/token", asked.Target);
        Assert.Equal(
            "client_id=client&grant_type=client_credentials&scope=https%3A%2F%2Fstorage.azure.com%2F.default&client_secret=secret%26more",
            Encoding.UTF8.GetString(asked.Body));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_without_it()
    {
        await using var authority = new WebServer(_ => WebAnswer.Of("""{"error":"invalid_client","error_description":"secret-word is wrong"}""") with { Status = 401 });

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => AskAsync(
            ("AZURE_AUTHORITY_HOST", authority.Address), ("AZURE_TENANT_ID", "tenant"), ("AZURE_CLIENT_ID", "client"), ("AZURE_CLIENT_SECRET", "secret-word")));

        Assert.Equal("store-credentials-invalid", error.Code);
        Assert.Equal("the credentials in AZURE_CLIENT_SECRET cannot be used: 127.0.0.1 answers 401 invalid_client", error.Message);
    }

    [Fact]
    public async Task A_service_in_the_cloud_has_an_endpoint_for_tokens()
    {
        await using var service = new WebServer(request => request.Header("X-IDENTITY-HEADER") == "proof" ? WebAnswer.Of("""{"access_token":"TOKEN","expires_in":"3599"}""") : WebAnswer.Fail(401));

        WebRequest request = await AskAsync(("IDENTITY_ENDPOINT", $"{service.Address}/token"), ("IDENTITY_HEADER", "proof"));

        Assert.Equal("Bearer TOKEN", request.Header("Authorization"));
        Assert.Equal("https://storage.azure.com", Assert.Single(service.Requests).Query("resource"));
    }

    private static async Task<WebRequest> AskAsync(params (string, string)[] environment)
    {
        await using var server = new WebServer(_ => WebAnswer.Of("{}"));
        using var stores = new StoreSet(new HurriedTime().Options([.. environment, ("AZURE_STORAGE_SERVICE_ENDPOINT", server.Address)]));
        await stores.ReadAsync(StoreAddress.Parse("az://account/box/x.ipynb"));
        return Assert.Single(server.Requests);
    }
}

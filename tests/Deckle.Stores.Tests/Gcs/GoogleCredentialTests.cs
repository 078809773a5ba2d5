using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Deckle.Json;
using Deckle.Stores.Gcs;
using Deckle.Stores.Tests.Servers;
using Deckle.Stores.Tokens;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Tests.Gcs;

public sealed class GoogleCredentialTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("deckle-test-");

    [Fact]
    public async Task A_service_account_signs_who_it_is()
    {
        using var rsa = RSA.Create(2048);
        await using var service = new WebServer(_ => WebAnswer.Of("""{"access_token":"TOKEN","expires_in":3599}"""));
        string file = Write("key.json", JsonObject.Of(
            ("type", "service_account"), ("client_email", "a@b.iam"), ("private_key_id", "k1"), ("private_key", rsa.ExportPkcs8PrivateKeyPem()), ("token_uri", $"{service.Address}/token")));

        AccessToken? token = await FindAsync(("GOOGLE_APPLICATION_CREDENTIALS", file));

        Assert.Equal("TOKEN", token!.Value);
        string[] form = Encoding.UTF8.GetString(Assert.Single(service.Requests).Body).Split('&');
        Assert.Equal("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", form[0]);
        string[] parts = form[1]["assertion=".Length..].Split('.');
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = (JsonObject)JsonReader.Read(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(("a@b.iam", $"{service.Address}/token"), (claims.GetText("iss"), claims.GetText("aud")));
    }

    [Fact]
    public async Task A_login_of_gcloud_is_found()
    {
        await using var service = new WebServer(_ => WebAnswer.Of("""{"access_token":"TOKEN","expires_in":3599}"""));
        Write(".config/gcloud/application_default_credentials.json", JsonObject.Of(
            ("type", "authorized_user"), ("client_id", "c"), ("client_secret", "s"), ("refresh_token", "r"), ("token_uri", $"{service.Address}/token")));

        AccessToken? token = await FindAsync();

        Assert.Equal("TOKEN", token!.Value);
        Assert.Equal("grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=r", Encoding.UTF8.GetString(Assert.Single(service.Requests).Body));
    }

    [Fact]
    public async Task A_machine_has_a_service_for_tokens()
    {
        await using var machine = new WebServer(request => request.Header("Metadata-Flavor") == "Google" ? WebAnswer.Of("""{"access_token":"TOKEN","expires_in":3599}""") : WebAnswer.Fail(403));

        AccessToken? token = await FindAsync(("NO_GCE_CHECK", "false"), ("GCE_METADATA_HOST", machine.Address["http://".Length..]));

        Assert.Equal("TOKEN", token!.Value);
    }

    [Theory]
    [InlineData("{", "the file is not JSON")]
    [InlineData("""{"type":"external_account"}""", "the file is of the type 'external_account'; known are service_account and authorized_user")]
    [InlineData("""{"type":"service_account","client_email":"a"}""", "the file has no private_key")]
    [InlineData("""{"type":"service_account","client_email":"a","private_key":"x"}""", "its private_key is no RSA key")]
    public async Task A_file_that_cannot_be_used_is_told(string content, string why)
    {
        string file = Path.Combine(home.FullName, "key.json");
        await File.WriteAllTextAsync(file, content);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => FindAsync(("GOOGLE_APPLICATION_CREDENTIALS", file)));

        Assert.Equal("store-credentials-invalid", error.Code);
        Assert.EndsWith($": {why}", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => home.Delete(recursive: true);

    private async Task<AccessToken?> FindAsync(params (string, string)[] environment)
    {
        using var transport = new HttpTransport(new HurriedTime().Options([("HOME", home.FullName), .. environment]));
        return await new GoogleCredentials(transport).FindAsync(CancellationToken.None);
    }

    private string Write(string name, JsonObject content)
    {
        string path = Path.Combine(home.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content.ToString());
        return path;
    }
}

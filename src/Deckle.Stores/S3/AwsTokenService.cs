using System.Security.Cryptography;
using System.Text;
using Deckle.Json;
using Deckle.Stores.Tokens;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.S3;

/// <summary>Amazon's services that give credentials for a while: the token service for roles, and single sign-on.</summary>
internal sealed class AwsTokenService(HttpTransport transport, AwsProfiles profiles, string region)
{
    private StoreOptions Options => transport.Options;

    /// <summary>Takes a role with credentials one has.</summary>
    public Task<AwsCredentials> AssumeAsync(string role, string session, string? externalId, AwsCredentials own, CancellationToken cancellationToken)
    {
        var form = new List<KeyValuePair<string, string>> { new("Action", "AssumeRole"), new("RoleArn", role), new("RoleSessionName", session), new("Version", "2011-06-15") };
        if (externalId is not null)
        {
            form.Add(new("ExternalId", externalId));
        }

        return AskAsync(form, $"role {role}", own, cancellationToken);
    }

    /// <summary>Takes a role with the token of another identity provider, as pods in Kubernetes have one.</summary>
    public Task<AwsCredentials> AssumeWithWebIdentityAsync(string role, string session, string tokenFile, CancellationToken cancellationToken) => AskAsync(
        [
            new("Action", "AssumeRoleWithWebIdentity"),
            new("RoleArn", role),
            new("RoleSessionName", session),
            new("Version", "2011-06-15"),
            new("WebIdentityToken", CredentialFile.Read(tokenFile, "the web identity").Trim()),
        ],
        $"role {role}",
        null,
        cancellationToken);

    /// <summary>Uses the login that <c>aws sso login</c> keeps in <c>~/.aws/sso/cache</c>.</summary>
    public async Task<AwsCredentials> SingleSignOnAsync(string profile, CancellationToken cancellationToken)
    {
        string source = $"profile '{profile}'";
        string? session = profiles.Setting(profile, "sso_session");
        string? Setting(string name) => profiles.Setting(profile, name) ?? (session is null ? null : profiles.SsoSetting(session, name));
        string start = Setting("sso_start_url") ?? throw StoreErrors.CredentialsInvalid(source, "it has no sso_start_url");
#pragma warning disable CA5350 // The name of a file, as Amazon's programs make it; nothing is protected by it.
        string name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(session ?? start)));
#pragma warning restore CA5350
        string path = Path.Combine(profiles.Home, ".aws", "sso", "cache", $"{name}.json");
        string logIn = $"nobody is logged in; run: aws sso login --profile {profile}";
        if (!File.Exists(path) || Parsed(CredentialFile.Read(path, source)) is not { } login || login.GetText("accessToken") is not { } token
            || AwsCredentialChain.Time(login.GetText("expiresAt")) <= Options.Time.GetUtcNow())
        {
            throw StoreErrors.CredentialsInvalid(source, logIn);
        }

        var uri = new Uri($"https://portal.sso.{Setting("sso_region") ?? region}.amazonaws.com/federation/credentials"
            + $"?role_name={Uri.EscapeDataString(Setting("sso_role_name") ?? "")}&account_id={Uri.EscapeDataString(Setting("sso_account_id") ?? "")}");
        using HttpResponseMessage response = await transport.SendAsync(
            _ =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, uri);
                request.Headers.TryAddWithoutValidation("x-amz-sso_bearer_token", token);
                return ValueTask.FromResult(request);
            },
            Place,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        JsonObject? given = (await new TokenEndpoint(transport).ReadAsync(response, cancellationToken).ConfigureAwait(false)).Get<JsonObject>("roleCredentials");
        return given?.GetText("accessKeyId") is { } key && given.GetText("secretAccessKey") is { } secret
            ? new AwsCredentials(key, secret, given.GetText("sessionToken"), source, given["expiration"] is JsonNumber time ? DateTimeOffset.FromUnixTimeMilliseconds((long)time.ToDouble()) : null)
            : throw StoreErrors.CredentialsInvalid(source, logIn);
    }

    private static StoreAddress Place => StoreAddress.Parse("https://sts.amazonaws.com/");

    private static JsonObject? Parsed(string text)
    {
        try
        {
            return JsonReader.Read(text) as JsonObject;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private async Task<AwsCredentials> AskAsync(IReadOnlyList<KeyValuePair<string, string>> form, string source, AwsCredentials? own, CancellationToken cancellationToken)
    {
        string endpoint = Options.Variable("AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL") ?? $"https://sts.{region}.amazonaws.com";
        if (!Uri.TryCreate($"{endpoint.TrimEnd('/')}/", UriKind.Absolute, out Uri? uri))
        {
            throw StoreErrors.EndpointInvalid("AWS_ENDPOINT_URL_STS");
        }

        byte[] body = await new FormUrlEncodedContent(form).ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        using HttpResponseMessage response = await transport.SendAsync(
            _ =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
                if (own is not null)
                {
                    new SigV4("sts", region, Options.Time).Sign(request, own, SigV4.Hash(body));
                }

                return ValueTask.FromResult(request);
            },
            Place,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        string xml = await Answers.TextAsync(transport, response, cancellationToken).ConfigureAwait(false);
        return XmlAnswer.Element(xml, "AccessKeyId") is { } key && XmlAnswer.Element(xml, "SecretAccessKey") is { } secret
            ? new AwsCredentials(key, secret, XmlAnswer.Element(xml, "SessionToken"), source, AwsCredentialChain.Time(XmlAnswer.Element(xml, "Expiration")))
            : throw StoreErrors.CredentialsInvalid(source, $"{uri.Host} answers {(int)response.StatusCode} {XmlAnswer.Element(xml, "Code")}".TrimEnd());
    }
}

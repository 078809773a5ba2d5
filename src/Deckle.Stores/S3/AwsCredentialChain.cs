using System.Globalization;
using Deckle.Json;
using Deckle.Stores.Tokens;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.S3;

/// <summary>
/// Finds credentials where Amazon's own programs do, in botocore's order: environment, the profile (a role, a web identity, single
/// sign-on, keys, a program), the container, the machine. None at all means that requests go unsigned, which public buckets take.
/// </summary>
internal sealed class AwsCredentialChain
{
    private const string ContainerHost = "http://169.254.170.2";
    private const string MachineHost = "http://169.254.169.254";

    private readonly HttpTransport transport;
    private readonly AwsProfiles profiles;
    private readonly AwsTokenService tokens;
    private readonly TokenEndpoint endpoint;
    private readonly CachedCredential<AwsCredentials> cached;

    public AwsCredentialChain(HttpTransport transport, AwsProfiles profiles, string region)
    {
        this.transport = transport;
        this.profiles = profiles;
        tokens = new AwsTokenService(transport, profiles, region);
        endpoint = new TokenEndpoint(transport);
        cached = new CachedCredential<AwsCredentials>(SearchAsync, credentials => credentials.IsFresh(transport.Options.Time));
    }

    private StoreOptions Options => transport.Options;

    /// <exception cref="DeckleException"><c>store-credentials-invalid</c>, <c>store-unavailable</c>.</exception>
    public Task<AwsCredentials?> FindAsync(CancellationToken cancellationToken) => cached.GetAsync(cancellationToken);

    public DeckleException Missing(StoreAddress address) => StoreErrors.NoCredentials(
        address,
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run: aws configure",
        ["environment", profiles.CredentialsPath, profiles.ConfigPath, "web identity", "container", "machine"]);

    private async Task<AwsCredentials?> SearchAsync(CancellationToken cancellationToken)
    {
        if (Options.Variable("AWS_NO_SIGN_REQUEST") is { } unsigned && unsigned.ToUpperInvariant() is "TRUE" or "YES" or "1")
        {
            return null;
        }

        // Keys in the environment go before AWS_PROFILE, as in botocore.
        return FromEnvironment()
            ?? await FromProfileAsync(profiles.Name, [], cancellationToken).ConfigureAwait(false)
            ?? await FromWebIdentityAsync(cancellationToken).ConfigureAwait(false)
            ?? await FromContainerAsync(cancellationToken).ConfigureAwait(false)
            ?? await FromMachineAsync(cancellationToken).ConfigureAwait(false);
    }

    private AwsCredentials? FromEnvironment() =>
        Options.Variable("AWS_ACCESS_KEY_ID") is { } key && Options.Variable("AWS_SECRET_ACCESS_KEY") is { } secret
            ? new AwsCredentials(key, secret, Options.Variable("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"), "AWS_ACCESS_KEY_ID")
            : null;

    private async Task<AwsCredentials?> FromProfileAsync(string profile, IReadOnlyList<string> chain, CancellationToken cancellationToken)
    {
        string source = $"profile '{profile}'";
        if (!profiles.Has(profile))
        {
            return profiles.IsChosen || chain.Count > 0 ? throw StoreErrors.CredentialsInvalid(source, $"there is no such profile in {profiles.ConfigPath} or {profiles.CredentialsPath}") : null;
        }

        if (profiles.Setting(profile, "role_arn") is { } role && !chain.Contains(profile))
        {
            return await FromRoleAsync(profile, role, [.. chain, profile], cancellationToken).ConfigureAwait(false);
        }

        if (profiles.Setting(profile, "sso_account_id") is not null)
        {
            return await tokens.SingleSignOnAsync(profile, cancellationToken).ConfigureAwait(false);
        }

        if (profiles.Setting(profile, "aws_access_key_id") is { } key && profiles.Setting(profile, "aws_secret_access_key") is { } secret)
        {
            return new AwsCredentials(key, secret, profiles.Setting(profile, "aws_session_token"), source);
        }

        return profiles.Setting(profile, "credential_process") is { } command
            ? await AwsProcess.RunAsync(command, source, Options, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<AwsCredentials?> FromRoleAsync(string profile, string role, IReadOnlyList<string> chain, CancellationToken cancellationToken)
    {
        string session = profiles.Setting(profile, "role_session_name") ?? "deckle";
        if (profiles.Setting(profile, "web_identity_token_file") is { } file)
        {
            return await tokens.AssumeWithWebIdentityAsync(role, session, file, cancellationToken).ConfigureAwait(false);
        }

        string wanted = profiles.Setting(profile, "source_profile") ?? profiles.Setting(profile, "credential_source") ?? "";
        AwsCredentials? own = wanted switch
        {
            "Environment" => FromEnvironment(),
            "EcsContainer" => await FromContainerAsync(cancellationToken).ConfigureAwait(false),
            "Ec2InstanceMetadata" => await FromMachineAsync(cancellationToken).ConfigureAwait(false),
            "" => throw StoreErrors.CredentialsInvalid($"profile '{profile}'", "a role needs source_profile, credential_source or web_identity_token_file"),
            _ => await FromProfileAsync(wanted, chain, cancellationToken).ConfigureAwait(false),
        };
        return own is null
            ? throw StoreErrors.CredentialsInvalid($"profile '{profile}'", $"there are none in {wanted} to take its role with")
            : await tokens.AssumeAsync(role, session, profiles.Setting(profile, "external_id"), own, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AwsCredentials?> FromWebIdentityAsync(CancellationToken cancellationToken) =>
        Options.Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is { } file && Options.Variable("AWS_ROLE_ARN") is { } role
            ? await tokens.AssumeWithWebIdentityAsync(role, Options.Variable("AWS_ROLE_SESSION_NAME") ?? "deckle", file, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<AwsCredentials?> FromContainerAsync(CancellationToken cancellationToken)
    {
        string? place = Options.Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } relative ? ContainerHost + relative : Options.Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (place is null || !Uri.TryCreate(place, UriKind.Absolute, out Uri? uri))
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        string? token = Options.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { } file ? CredentialFile.Read(file, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE").Trim() : Options.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return await AskAsync(request, "container", cancellationToken).ConfigureAwait(false);
    }

    // Version 2: a token first, which a confused server behind a proxy cannot be made to fetch.
    private async Task<AwsCredentials?> FromMachineAsync(CancellationToken cancellationToken)
    {
        if (Options.Variable("AWS_EC2_METADATA_DISABLED")?.ToUpperInvariant() == "TRUE")
        {
            return null;
        }

        string host = Options.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")?.TrimEnd('/') ?? MachineHost;
        using var ask = new HttpRequestMessage(HttpMethod.Put, $"{host}/latest/api/token");
        ask.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        using HttpResponseMessage? allowed = await transport.AskNearAsync(ask, cancellationToken).ConfigureAwait(false);
        if (allowed is not { IsSuccessStatusCode: true })
        {
            return null;
        }

        string token = await Answers.TextAsync(transport, allowed, cancellationToken).ConfigureAwait(false);
        HttpRequestMessage Get(string path)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"{host}/latest/meta-data/iam/security-credentials/{path}");
            request.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token", token);
            return request;
        }

        using HttpRequestMessage roles = Get("");
        using HttpResponseMessage? known = await transport.AskNearAsync(roles, cancellationToken).ConfigureAwait(false);
        if (known is not { IsSuccessStatusCode: true })
        {
            return null;
        }

        string role = (await Answers.TextAsync(transport, known, cancellationToken).ConfigureAwait(false)).Split('\n')[0].Trim();
        using HttpRequestMessage request = Get(role);
        return await AskAsync(request, $"role '{role}' of the machine", cancellationToken).ConfigureAwait(false);
    }

    private async Task<AwsCredentials?> AskAsync(HttpRequestMessage request, string source, CancellationToken cancellationToken)
    {
        using HttpResponseMessage? response = await transport.AskNearAsync(request, cancellationToken).ConfigureAwait(false);
        return response is { IsSuccessStatusCode: true } ? Read(await endpoint.ReadAsync(response, cancellationToken).ConfigureAwait(false), source) : null;
    }

    /// <summary>The object that metadata services and credential programs give.</summary>
    internal static AwsCredentials? Read(JsonObject answer, string source) =>
        answer.GetText("AccessKeyId") is { } key && answer.GetText("SecretAccessKey") is { } secret
            ? new AwsCredentials(key, secret, answer.GetText("Token") ?? answer.GetText("SessionToken"), source, Time(answer.GetText("Expiration")))
            : null;

    internal static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
}

using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.S3;

/// <summary>Where credentials come from: what arrives at the server says which were used.</summary>
public sealed class AwsCredentialTests : IDisposable
{
    private const string Keys = """{"AccessKeyId":"KEY","SecretAccessKey":"SECRET","Token":"TOKEN","Expiration":"2999-01-01T00:00:00Z"}""";

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("deckle-test-");

    [Fact]
    public async Task Keys_of_the_environment_are_used()
    {
        WebRequest request = await AskAsync(_ => null, ("AWS_ACCESS_KEY_ID", "KEY"), ("AWS_SECRET_ACCESS_KEY", "SECRET"), ("AWS_SESSION_TOKEN", "TOKEN"), ("AWS_REGION", "eu-west-3"));

        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=KEY/", request.Header("Authorization")!, StringComparison.Ordinal);
        Assert.Contains("/eu-west-3/s3/aws4_request", request.Header("Authorization")!, StringComparison.Ordinal);
        Assert.Equal("TOKEN", request.Header("x-amz-security-token"));
    }

    [Fact]
    public async Task A_profile_has_keys_in_one_file_and_settings_in_the_other()
    {
        Write(".aws/config", "[default]\nregion = us-west-1\n[profile work]\nregion = eu-north-1\ns3 =\n    max_concurrent_requests = 20\n");
        Write(".aws/credentials", "# keys\n[work]\naws_access_key_id = KEY\naws_secret_access_key = SECRET\n");

        WebRequest request = await AskAsync(_ => null, ("AWS_PROFILE", "work"));

        Assert.Contains("Credential=KEY/", request.Header("Authorization")!, StringComparison.Ordinal);
        Assert.Contains("/eu-north-1/", request.Header("Authorization")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_told()
    {
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => AskAsync(_ => null, ("AWS_PROFILE", "wrk")));

        Assert.Equal("store-credentials-invalid", error.Code);
        Assert.Contains("'wrk'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_of_the_profile_gives_keys()
    {
        Write("keys.json", Keys);
        Write(".aws/config", $"[default]\ncredential_process = cat {Path.Combine(home.FullName, "keys.json")}\n");

        WebRequest request = await AskAsync(_ => null, ("PATH", "/usr/bin:/bin"));

        Assert.Contains("Credential=KEY/", request.Header("Authorization")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_taken_with_the_keys_of_another_profile()
    {
        Write(".aws/config", "[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = own\n");
        Write(".aws/credentials", "[own]\naws_access_key_id = OWN\naws_secret_access_key = SECRET\n");

        WebRequest? asked = null;
        WebRequest request = await AskAsync(sent => sent.Method == "POST" ? Role(asked = sent) : null);

        Assert.Contains("Credential=OWN/", asked!.Header("Authorization")!, StringComparison.Ordinal);
        Assert.Contains("Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr", System.Text.Encoding.UTF8.GetString(asked.Body), StringComparison.Ordinal);
        Assert.Contains("Credential=ROLE/", request.Header("Authorization")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_shows_its_token()
    {
        Write("token", "JWT\n");

        WebRequest? asked = null;
        WebRequest request = await AskAsync(
            sent => sent.Method == "POST" ? Role(asked = sent) : null,
            ("AWS_WEB_IDENTITY_TOKEN_FILE", Path.Combine(home.FullName, "token")), ("AWS_ROLE_ARN", "arn:aws:iam::1:role/r"));

        Assert.Null(asked!.Header("Authorization"));
        Assert.EndsWith("&WebIdentityToken=JWT", System.Text.Encoding.UTF8.GetString(asked.Body), StringComparison.Ordinal);
        Assert.Contains("Credential=ROLE/", request.Header("Authorization")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_role_is_told()
    {
        Write("token", "JWT");

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => AskAsync(
            sent => sent.Method == "POST" ? WebAnswer.Of("<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>") with { Status = 403 } : null,
            ("AWS_WEB_IDENTITY_TOKEN_FILE", Path.Combine(home.FullName, "token")), ("AWS_ROLE_ARN", "arn:aws:iam::1:role/r")));

        Assert.Equal("store-credentials-invalid", error.Code);
        Assert.EndsWith("answers 403 AccessDenied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_has_an_endpoint_for_keys()
    {
        await using var container = new WebServer(request => request.Header("Authorization") == "let me in" ? WebAnswer.Of(Keys) : WebAnswer.Fail(403));

        WebRequest request = await AskAsync(_ => null, ("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{container.Address}/keys"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in"));

        Assert.Contains("Credential=KEY/", request.Header("Authorization")!, StringComparison.Ordinal);
        Assert.Equal("TOKEN", request.Header("x-amz-security-token"));
    }

    [Fact]
    public async Task A_machine_has_a_service_for_keys_that_wants_a_token_first()
    {
        await using var machine = new WebServer(request => (request.Method, request.Path, request.Header("x-aws-ec2-metadata-token")) switch
        {
            ("PUT", "/latest/api/token", _) => WebAnswer.Of("session"),
            ("GET", "/latest/meta-data/iam/security-credentials/", "session") => WebAnswer.Of("runner"),
            ("GET", "/latest/meta-data/iam/security-credentials/runner", "session") => WebAnswer.Of(Keys),
            _ => WebAnswer.Fail(401),
        });

        WebRequest request = await AskAsync(_ => null, ("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", machine.Address));

        Assert.Contains("Credential=KEY/", request.Header("Authorization")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_requests_are_unsigned()
    {
        WebRequest request = await AskAsync(_ => null);

        Assert.Null(request.Header("Authorization"));
    }

    [Fact]
    public async Task A_private_bucket_without_credentials_says_where_they_were_looked_for()
    {
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => AskAsync(_ => WebAnswer.Fail(403)));

        Assert.Equal("store-no-credentials", error.Code);
        Assert.Contains(Path.Combine(home.FullName, ".aws", "credentials"), Assert.Single(error.Facts).Text, StringComparison.Ordinal);
    }

    public void Dispose() => home.Delete(recursive: true);

    /// <summary>Reads something, and gives the request that came for it.</summary>
    private async Task<WebRequest> AskAsync(Func<WebRequest, WebAnswer?> answer, params (string, string)[] environment)
    {
        await using var server = new WebServer(request => answer(request) ?? WebAnswer.Of("{}"));
        using var stores = new StoreSet(new HurriedTime().Options([.. environment, ("HOME", home.FullName), ("AWS_ENDPOINT_URL", server.Address)]));
        await stores.ReadAsync(StoreAddress.Parse("s3://bucket/x.ipynb"));
        return server.Requests.Single(request => request.Path == "/bucket/x.ipynb");
    }

    private static WebAnswer Role(WebRequest _) => WebAnswer.Of(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>S</SecretAccessKey>"
        + "<SessionToken>T</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");

    private void Write(string name, string content)
    {
        string path = Path.Combine(home.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}

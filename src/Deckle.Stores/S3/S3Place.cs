namespace Deckle.Stores.S3;

/// <summary>Where the requests for a bucket go, and for which region they are signed.</summary>
/// <param name="Endpoint">Without a slash at its end; null for Amazon's own.</param>
internal sealed record S3Place(string? Endpoint, string Region)
{
    // As botocore's default; the server names another one if it is wrong.
    private const string DefaultRegion = "us-east-1";

    public static S3Place Find(StoreOptions options, AwsProfiles profiles)
    {
        string[] variables = ["BOTO3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];
        string? endpoint = options.Variable(variables) ?? profiles.Setting(profiles.Name, "endpoint_url");
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"))
        {
            throw StoreErrors.EndpointInvalid(variables.FirstOrDefault(name => options.Variable(name) is not null) ?? "endpoint_url");
        }

        string region = options.Variable("AWS_REGION", "AWS_DEFAULT_REGION") ?? profiles.Setting(profiles.Name, "region") ?? DefaultRegion;
        return new S3Place(endpoint?.TrimEnd('/'), region);
    }

    /// <param name="query">Encoded, without the question mark.</param>
    public Uri Locate(string bucket, string key, string query)
    {
        string path = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        string suffix = Region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";

        // A bucket with dots has no certificate as a host; other servers rarely have names for each bucket.
        string place = Endpoint is not null ? $"{Endpoint}/{bucket}/{path}"
            : bucket.Contains('.', StringComparison.Ordinal) ? $"https://s3.{Region}.{suffix}/{bucket}/{path}"
            : $"https://{bucket}.s3.{Region}.{suffix}/{path}";

        // A key may hold "..", which is no step up here.
        return new Uri(query.Length > 0 ? $"{place}?{query}" : place, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}

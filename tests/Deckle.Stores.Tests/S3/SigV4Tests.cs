using Deckle.Stores.S3;

namespace Deckle.Stores.Tests.S3;

/// <summary>The examples of Amazon's documentation ("Authenticating Requests: Using the Authorization Header").</summary>
public class SigV4Tests
{
    private static readonly AwsCredentials Credentials = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null, "test");

    [Theory]
    [InlineData("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("/?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void A_request_with_a_query_is_signed(string target, string expected)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, target);

        Assert.EndsWith($"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={expected}", Signed(request, ""), StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_that_are_there_are_signed()
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, "/test.txt");
        request.Headers.TryAddWithoutValidation("Range", "bytes=0-9");

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
            + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            Signed(request, ""));
    }

    [Fact]
    public void The_content_is_signed()
    {
        using HttpRequestMessage request = Request(HttpMethod.Put, "/test%24file.text");
        request.Headers.TryAddWithoutValidation("Date", "Fri, 24 May 2013 00:00:00 GMT");
        request.Headers.TryAddWithoutValidation("x-amz-storage-class", "REDUCED_REDUNDANCY");

        Assert.EndsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd", Signed(request, "Welcome to Amazon S3."), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request(HttpMethod method, string target) => new(method, $"https://examplebucket.s3.amazonaws.com{target}");

    private static string Signed(HttpRequestMessage request, string content)
    {
        new SigV4("s3", "us-east-1", new StoppedTime()).Sign(request, Credentials, SigV4.Hash(System.Text.Encoding.UTF8.GetBytes(content)));
        return request.Headers.NonValidated["Authorization"].ToString();
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);
    }
}

using Deckle.Stores.S3;

namespace Deckle.Stores.Tests.S3;

public class S3PlaceTests
{
    [Theory]
    [InlineData(null, "eu-central-1", "box", "a b/c+d.ipynb", "https://box.s3.eu-central-1.amazonaws.com/a%20b/c%2Bd.ipynb")]
    [InlineData(null, "us-east-1", "my.box", "x", "https://s3.us-east-1.amazonaws.com/my.box/x")]
    [InlineData(null, "cn-north-1", "box", "x", "https://box.s3.cn-north-1.amazonaws.com.cn/x")]
    [InlineData("http://127.0.0.1:9000", "us-east-1", "box", "x", "http://127.0.0.1:9000/box/x")]
    [InlineData(null, "us-east-1", "box", "a/../b//c", "https://box.s3.us-east-1.amazonaws.com/a/../b//c")]
    public void A_key_has_its_address(string? endpoint, string region, string bucket, string key, string expected) =>
        Assert.Equal(expected, new S3Place(endpoint, region).Locate(bucket, key, "").AbsoluteUri);
}

namespace Deckle.Stores.Tests;

public class StoreAddressTests
{
    [Theory]
    [InlineData("-", StoreScheme.Stream, "", "", "")]
    [InlineData("runs/a.ipynb", StoreScheme.File, "", "", "runs/a.ipynb")]
    [InlineData("./s4://a", StoreScheme.File, "", "", "./s4://a")]
    [InlineData("a:b", StoreScheme.File, "", "", "a:b")]
    [InlineData("file:///tmp/a%20b.ipynb", StoreScheme.File, "", "", "/tmp/a b.ipynb")]
    [InlineData("file://localhost/a", StoreScheme.File, "", "", "/a")]
    [InlineData("https://host/a?b", StoreScheme.Http, "", "", "")]
    [InlineData("s3://box/a b/c?d#e%20.ipynb", StoreScheme.S3, "", "box", "a b/c?d#e%20.ipynb")]
    [InlineData("S3://box", StoreScheme.S3, "", "box", "")]
    [InlineData("s3n://box/a", StoreScheme.S3, "", "box", "a")]
    [InlineData("gs://box/a/b", StoreScheme.Gcs, "", "box", "a/b")]
    [InlineData("az://account/box/a/b", StoreScheme.Azure, "account", "box", "a/b")]
    [InlineData("abs://account.blob.core.windows.net/box/a?sv=1&sig=x", StoreScheme.Azure, "account", "box", "a")]
    [InlineData("abfs://box@account.dfs.core.windows.net/a", StoreScheme.Azure, "account", "box", "a")]
    public void An_address_is_understood(string text, StoreScheme scheme, string account, string bucket, string key)
    {
        var address = StoreAddress.Parse(text);

        Assert.Equal((scheme, account, bucket, key), (address.Scheme, address.Account, address.Bucket, address.Key));
    }

    [Theory]
    [InlineData("s4://box/a", "store-unknown-scheme")]
    [InlineData("hdfs://host/a", "store-unknown-scheme")]
    [InlineData("s3://", "store-address-invalid")]
    [InlineData("s3:///a", "store-address-invalid")]
    [InlineData("az://account", "store-address-invalid")]
    [InlineData("abs://host.example/box/a", "store-address-invalid")]
    [InlineData("abfs://account/box", "store-address-invalid")]
    [InlineData("http://", "store-address-invalid")]
    [InlineData("file://server/a", "store-address-invalid")]
    [InlineData("adl://store.azuredatalakestore.net/a", "store-retired")]
    public void Another_address_is_an_error(string text, string code) =>
        Assert.Equal(code, Assert.Throws<DeckleException>(() => StoreAddress.Parse(text)).Code);

    [Fact]
    public void The_nearest_scheme_is_named() =>
        Assert.Contains(("did you mean", "https://"), Assert.Throws<DeckleException>(() => StoreAddress.Parse("htps://host/a")).Facts);

    [Theory]
    [InlineData("https://me:secret@host/a?token=secret#secret", "https://host/a?...")]
    [InlineData("https://host/a#secret", "https://host/a?...")]
    [InlineData("abs://account.blob.core.windows.net/box/a?sig=secret", "abs://account.blob.core.windows.net/box/a?...")]
    [InlineData("abfs://box@account.dfs.core.windows.net/a?sig=secret", "abfs://box@account.dfs.core.windows.net/a?...")]
    [InlineData("s3://box/a@b?c", "s3://box/a@b?c")]
    [InlineData("runs/a@b?c", "runs/a@b?c")]
    public void Secrets_are_not_shown(string text, string shown) => Assert.Equal((shown, shown), (StoreAddress.Parse(text).ToString(), StoreAddress.Redact(text)));

    [Fact]
    public void No_error_or_text_shows_what_stands_in_a_query_or_before_the_host()
    {
        IEnumerable<string> all =
            from scheme in new[] { "http", "https", "abs", "az", "htp", "ftp", "adl" }
            from user in new[] { "", "me:SECRET@", "SECRET@" }
            from host in new[] { "", "host", "a.blob.core.windows.net/b" }
            from path in new[] { "", "/", "/c/d" }
            select $"{scheme}://{user}{host}{path}?sig=SECRET";

        Assert.All(all, text => Assert.DoesNotContain("SECRET", StoreAddress.Redact(text) + Shown(text), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("s3://box", true)]
    [InlineData("s3://box/a/", true)]
    [InlineData("s3://box/a", false)]
    [InlineData("https://host/a/", true)]
    [InlineData("-", false)]
    public void A_folder_ends_with_a_slash_or_is_a_whole_bucket(string text, bool isFolder) => Assert.Equal(isFolder, StoreAddress.Parse(text).IsFolder);

    [Fact]
    public void A_key_keeps_the_place_and_its_signature()
    {
        StoreAddress other = StoreAddress.Parse("az://account/box/a?sig=x").WithKey("b c");

        Assert.Equal("az://account/box/b c?sig=x", other.Text);
        Assert.Equal(other, StoreAddress.Parse(other.Text));
    }

    private static string Shown(string text)
    {
        try
        {
            return StoreAddress.Parse(text).ToString();
        }
        catch (DeckleException e)
        {
            return $"{e.Message} {string.Join(' ', e.Facts)} {e.Help}";
        }
    }
}

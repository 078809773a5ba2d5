using CsCheck;
using Deckle.Batches;
using Deckle.Json;

namespace Deckle.Tests.Batches;

public class ParameterSlugTests
{
    private static readonly Gen<JsonValue> Values = Gen.OneOf(
        Gen.String[Gen.Char["aA1.,/~=- é"], 0, 4].Select(text => (JsonValue)text),
        Gen.Int[0, 5].Select(index => ((JsonValue[])["True", "true", "None", "1", "nan", "1.0"])[index]),
        Gen.Int[-2, 2].Select(number => (JsonValue)number),
        Gen.Double[-1, 1].Select(number => (JsonValue)number),
        Gen.Int[0, 4].Select(index => ((JsonValue[])[true, false, JsonNull.Value, JsonArray.Empty, 1.0])[index]));

    [Theory]
    [InlineData("""{"alpha": 0.1, "n": 3}""", "alpha=0.1,n=3")]
    [InlineData("""{"region": "EU", "full": true, "limit": null}""", "region=EU,full=True,limit=None")]
    [InlineData("""{"x": -1e-7, "y": NaN}""", "x=-1e-07,y=NaN")]
    [InlineData("{}", "default")]
    public void A_name_is_what_was_asked_for(string parameters, string slug) => Assert.Equal(slug, ParameterSlug.Of(Object(parameters)));

    [Theory]
    [InlineData("""{"path": "a/b"}""", "path=a-b~")]
    [InlineData("""{"path": "../../etc"}""", "path=..-..-etc~")]
    [InlineData("""{"n": "1"}""", "n=1~")]
    [InlineData("""{"n": ""}""", "n=~")]
    [InlineData("""{"n": [1, 2]}""", "n=1-2~")]
    public void What_a_name_cannot_say_ends_in_a_digest(string parameters, string slug) =>
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(slug)}[0-9a-f]{{16}}$", ParameterSlug.Of(Object(parameters)));

    [Fact]
    public void A_name_fits_a_folder()
    {
        string slug = ParameterSlug.Of(JsonObject.Of(("text", new string('x', 5000))));

        Assert.Equal(120 + 17, slug.Length);
    }

    [Fact]
    public void Where_case_does_not_count_names_differ_all_the_same()
    {
        string upper = ParameterSlug.Of(JsonObject.Of(("a", "EU")), ignoresCase: true);
        string lower = ParameterSlug.Of(JsonObject.Of(("a", "eu")), ignoresCase: true);

        Assert.StartsWith("a=EU~", upper, StringComparison.Ordinal);
        Assert.Equal("a=eu", lower);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_sets_never_share_a_name(bool ignoresCase) => Gen.Select(Values, Values).Sample((left, right) =>
    {
        StringComparer comparer = ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        bool isSameName = comparer.Equals(ParameterSlug.Of(JsonObject.Of(("x", left)), ignoresCase), ParameterSlug.Of(JsonObject.Of(("x", right)), ignoresCase));

        Assert.Equal(left == right, isSameName);
    });

    private static JsonObject Object(string json) => (JsonObject)JsonReader.Read(json);
}

using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tests.Parameters;

public class ParameterValueTests
{
    public static TheoryData<string, string> Typing() => Rows("parameters/typing.tsv");

    public static TheoryData<string, string> Scalars() => Rows("parameters/yaml11-scalars.tsv");

    [Theory]
    [MemberData(nameof(Typing))]
    public void Text_gets_the_type_that_papermill_gives_it(string text, string expected)
    {
        JsonValue value = ParameterValue.Infer(JsonText(text));

        Assert.Equal(JsonReader.Read(expected), value);
    }

    [Theory]
    [MemberData(nameof(Scalars))]
    public void A_plain_scalar_is_what_PyYAML_makes_of_it(string text, string expected)
    {
        JsonValue value = Yaml11.Resolve(JsonText(text));

        Assert.Equal(JsonReader.Read(expected), value);
    }

    [Theory]
    [InlineData("0x_")]
    [InlineData("0b_")]
    public void A_number_without_digits_is_text(string scalar) => Assert.Equal((JsonValue)scalar, Yaml11.Resolve(scalar));

    [Fact]
    public void Of_two_sets_the_later_value_counts_at_the_place_of_the_first()
    {
        JsonObject merged = ParameterValue.Merge(JsonObject.Of(("a", 1), ("b", 2)), JsonObject.Of(("c", 3), ("a", "x")));

        Assert.Equal("""{"a": "x", "b": 2, "c": 3}""", merged.ToString());
    }

    private static string JsonText(string json) => ((JsonString)JsonReader.Read(json)).Text;

    private static TheoryData<string, string> Rows(string table)
    {
        var data = new TheoryData<string, string>();
        foreach (string[] row in Cases.Table(table).Where(row => row[1] != "error"))
        {
            data.Add(row[0], row[1]);
        }

        return data;
    }
}

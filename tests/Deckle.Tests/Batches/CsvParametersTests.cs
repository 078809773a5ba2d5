using Deckle.Batches;

namespace Deckle.Tests.Batches;

public class CsvParametersTests
{
    [Theory]
    [InlineData("a,b\n1,x\n0.5,True\n", """{"a": 1, "b": "x"} {"a": 0.5, "b": true}""")]
    [InlineData("a,b\r\n1,2\r\n", """{"a": 1, "b": 2}""")]
    [InlineData("a\rx", """{"a": "x"}""")]
    [InlineData("a,b\n,2\n1,\n", """{"b": 2} {"a": 1}""")]
    [InlineData("a\n\n1\n\n", """{"a": 1}""")]
    [InlineData("a,b\n,\n", "{}")]
    [InlineData("a\n\"x, \"\"y\"\"\nz\"\n", """{"a": "x, \"y\"\nz"}""")]
    [InlineData(" a , b.c \n1,2", """{"a": 1, "b.c": 2}""")]
    [InlineData("größe\n1", """{"größe": 1}""")]
    [InlineData("a,b\n", "")]
    [InlineData("", "")]
    public void Cells_are_typed_and_empty_ones_left_out(string text, string rows) => Assert.Equal(rows, string.Join(' ', Read(text)));

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3: 1 fields, and the header has 2")]
    [InlineData("a\n\"x\ny\"\n1,2\n", "line 4: 2 fields, and the header has 1")]
    [InlineData("a,a\n1,2\n", "line 1: the header has a twice")]
    [InlineData("a,\n1,2\n", "line 1: column 2 has no name")]
    [InlineData("0.1,2\n", "line 1: \"0.1\" in the header is no parameter's name")]
    [InlineData("a b\n", "line 1: \"a b\" in the header is no parameter's name")]
    [InlineData("a\n1\n\"x\n", "line 3: a quote is not closed")]
    [InlineData("a,b\n\"x\"y,1\n", "line 2: text follows a closing quote in field 1")]
    public void What_is_wrong_is_told_with_its_line(string text, string reason)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => Read(text).ToList());

        Assert.Equal(("params-file-invalid", $"runs.csv, {reason}"), (error.Code, error.Message));
    }

    [Fact]
    public void Rows_are_read_one_by_one()
    {
        using var text = new StringReader("a\n1\n2,3\n");
        using IEnumerator<Json.JsonObject> rows = CsvParameters.Read(text, ',', "runs.csv").GetEnumerator();

        Assert.True(rows.MoveNext());
        Assert.Equal("""{"a": 1}""", rows.Current.ToString());
        Assert.Throws<DeckleException>(() => rows.MoveNext());
    }

    private static IEnumerable<string> Read(string text) => CsvParameters.Read(new StringReader(text), ',', "runs.csv").Select(row => row.ToString());
}

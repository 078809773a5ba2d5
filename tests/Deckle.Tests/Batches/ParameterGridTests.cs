using Deckle.Batches;

namespace Deckle.Tests.Batches;

public class ParameterGridTests
{
    [Fact]
    public void The_first_axis_varies_slowest()
    {
        var grid = new ParameterGrid([GridAxis.Parse("a=x,y"), GridAxis.Parse("n=1..2")]);

        Assert.Equal(["""{"a": "x", "n": 1}""", """{"a": "x", "n": 2}""", """{"a": "y", "n": 1}""", """{"a": "y", "n": 2}"""], grid.Sets().Select(set => set.ToString()));
        Assert.Equal(4, grid.Count);
    }

    [Fact]
    public void A_grid_without_axes_is_one_empty_set()
    {
        var grid = new ParameterGrid([]);

        Assert.Equal(["{}"], grid.Sets().Select(set => set.ToString()));
        Assert.Equal(1, grid.Count);
    }

    [Fact]
    public void A_huge_grid_is_counted_and_begun_without_being_made()
    {
        var grid = new ParameterGrid([GridAxis.Parse("a=1..1000000000"), GridAxis.Parse("b=1..1000000000"), GridAxis.Parse("c=1..1000000000")]);

        Assert.Equal("1000000000000000000000000000", grid.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("""{"a": 1, "b": 1, "c": 3}""", grid.Sets().ElementAt(2).ToString());
    }

    [Fact]
    public void A_parameter_has_one_axis()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => new ParameterGrid([GridAxis.Parse("a=1"), GridAxis.Parse("a=2")]));

        Assert.Equal(("grid-invalid", "--grid gives a twice"), (error.Code, error.Message));
    }
}

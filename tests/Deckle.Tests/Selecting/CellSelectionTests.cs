using Deckle.Selecting;

namespace Deckle.Tests.Selecting;

public class CellSelectionTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1", "5")]
    [InlineData("1..3", "1,2,3")]
    [InlineData("..2", "0,1,2")]
    [InlineData("4..", "4,5")]
    [InlineData("-2..", "4,5")]
    [InlineData("..-5", "0,1")]
    [InlineData("4..99", "4,5")]
    [InlineData("load", "1,3")]
    [InlineData("tag:load", "1,3")]
    [InlineData("c2", "2")]
    [InlineData("id:c2", "2")]
    [InlineData("tag:7", "4")]
    [InlineData("3,1..2, 2", "1,2,3")]
    public void Cells_are_chosen_by_tag_id_place_and_range(string text, string places) =>
        Assert.Equal(places, string.Join(',', CellSelection.Parse(text).Find(Six())));

    [Fact]
    public void Several_texts_are_one_selection() => Assert.Equal([0, 1, 3], CellSelection.Parse("load", "0").Find(Six()));

    [Theory]
    [InlineData("")]
    [InlineData("1,,2")]
    [InlineData("tag:")]
    [InlineData("id:")]
    [InlineData("99999999999")]
    public void What_cannot_select_is_refused(string text) =>
        Assert.Equal("selection-invalid", Assert.Throws<DeckleException>(() => CellSelection.Parse(text)).Code);

    [Theory]
    [InlineData("6", "there is no cell 6: the notebook has 6 cells, 0 to 5")]
    [InlineData("-7", "there is no cell -7: the notebook has 6 cells, 0 to 5")]
    [InlineData("9..", "there is no cell 9..: the notebook has 6 cells, 0 to 5")]
    [InlineData("3..2", "there is no cell 3..2: the notebook has 6 cells, 0 to 5")]
    [InlineData("tag:laod", "no cell has the tag 'laod'; tags here: load, 7, c5")]
    [InlineData("id:c9", "no cell has the id 'c9'; ids here: c0, c1, c2, c3, c4, c5")]
    [InlineData("laod", "no cell has the tag or the id 'laod'; tags here: load, 7, c5")]
    public void What_selects_nothing_is_an_error_that_says_what_there_is(string text, string message)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => CellSelection.Parse(text).Find(Six()));

        Assert.Equal(("selection-not-found", message), (error.Code, error.Message));
    }

    [Fact]
    public void A_mistyped_tag_is_answered_with_the_nearest_one() =>
        Assert.Equal(("did you mean", "load"), Assert.Throws<DeckleException>(() => CellSelection.Parse("laod").Find(Six())).Facts.Single());

    [Fact]
    public void A_word_that_means_two_things_must_say_which()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => CellSelection.Parse("c5").Find(Six()));

        Assert.Equal("selection-ambiguous", error.Code);
        Assert.Equal([4], CellSelection.Parse("tag:c5").Find(Six()));
        Assert.Equal([5], CellSelection.Parse("id:c5").Find(Six()));
    }

    // Cells c0 to c5; 1 and 3 are tagged load, 4 is tagged 7 and, meanly, c5.
    private static Notebook Six() => Notebooks.Of([.. Enumerable.Range(0, 6).Select(index => index switch
    {
        1 or 3 => Notebooks.Code($"c{index}", "x", "load"),
        4 => Notebooks.Code("c4", "x", "7", "c5"),
        _ => Notebooks.Code($"c{index}", "x"),
    })]);
}

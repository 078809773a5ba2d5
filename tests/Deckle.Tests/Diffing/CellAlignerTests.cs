using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class CellAlignerTests
{
    private const string Load = "import pandas as pd\nprices = pd.read_csv('prices.csv')";
    private const string LoadEdited = "import pandas as pd\nprices = pd.read_csv('prices.csv', sep=';')";
    private const string Clean = "prices = prices.dropna()\nprices['date'] = pd.to_datetime(prices['date'])";
    private const string CleanEdited = "prices = prices.dropna(how='all')\nprices['date'] = pd.to_datetime(prices['date'])";
    private const string Plot = "figure, axes = plt.subplots(figsize=(8, 4))\naxes.plot(prices['date'], prices['close'])";
    private const string Fit = "model = LinearRegression()\nmodel.fit(features, target)\nmodel.score(features, target)";
    private const string Report = "The result is better than last year's, although fewer shops took part in the survey.";

    [Theory]
    [InlineData("=0:0 =1:1", new[] { Load, Plot }, new[] { Load, Plot })]
    [InlineData("=0:0 +1 =1:2", new[] { Load, Plot }, new[] { Load, Clean, Plot })]
    [InlineData("=0:0 -1 =2:1", new[] { Load, Clean, Plot }, new[] { Load, Plot })]
    [InlineData("=0:0 ~1:1 =2:2", new[] { Load, Clean, Plot }, new[] { Load, CleanEdited, Plot })]
    [InlineData("-0 +0", new[] { Load }, new[] { Report })]
    [InlineData("+0", new string[0], new[] { Load })]
    [InlineData("-0", new[] { Load }, new string[0])]
    public void Cells_are_known_by_their_content(string expected, string[] before, string[] after) =>
        Assert.Equal(expected, AlignmentText.OfSources(before, after));

    [Theory]
    [InlineData("~0:0 +1 ~1:2", new[] { Load, Clean }, new[] { LoadEdited, Plot, CleanEdited })]
    [InlineData("+0 ~0:1 -1", new[] { Load, Fit }, new[] { Report, LoadEdited })]
    public void Edited_cells_are_found_among_new_ones(string expected, string[] before, string[] after) =>
        Assert.Equal(expected, AlignmentText.OfSources(before, after));

    [Fact]
    public void One_good_pair_outweighs_two_poor_ones()
    {
        string[] before = ["total = price * count + tax", Load];
        string[] after = [Load + "\ntotal", "total = price"];

        Assert.DoesNotContain("~0:0", AlignmentText.OfSources(before, after), StringComparison.Ordinal);
        Assert.Contains("1:0", AlignmentText.OfSources(before, after), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<0:2 =1:0 =2:1 >0:2", new[] { Load, Clean, Plot }, new[] { Clean, Plot, Load })]
    [InlineData("<0:2 =1:0 =2:1 >0:2", new[] { Load, Clean, Plot }, new[] { Clean, Plot, LoadEdited })]
    public void A_cell_that_is_elsewhere_has_moved_edited_or_not(string expected, string[] before, string[] after) =>
        Assert.Equal(expected, AlignmentText.OfSources(before, after));

    [Fact]
    public void A_small_cell_moves_around_a_large_one() =>
        Assert.Equal("<0:1 ~1:0 >0:1", AlignmentText.OfSources(["x = 1; y = 2", Load], [LoadEdited, "x = 1; y = 2"]));

    [Fact]
    public void Nothing_moves_that_stands_in_many_places() =>
        Assert.Equal("-0 =1:0 =2:1 +2", AlignmentText.OfSources(["plt.show()", Load, Fit], [Load, Fit, "print()"]));

    [Fact]
    public void A_cell_that_moved_leaves_the_place_to_what_is_somewhat_like_it()
    {
        string similar = "figure, axes = plt.subplots(figsize=(8, 4))\naxes.bar(shops, counts)\naxes.set_title('Shops')";
        string edited = Plot + "\naxes.grid()";

        Assert.Equal("~0:0 =1:1 =2:2", AlignmentText.OfSources([Plot, Fit, Clean], [similar, Fit, Clean]));
        Assert.Equal("<0:3 +0 =1:1 =2:2 >0:3", AlignmentText.OfSources([Plot, Fit, Clean], [similar, Fit, Clean, edited]));
    }

    [Theory]
    [InlineData("~0:0 /0:1", new[] { Load + "\n" + Plot }, new[] { Load, Plot })]
    [InlineData("~0:0 /0:1 =1:2", new[] { Load + "\n\n\n" + Plot, Fit }, new[] { Load, "\n" + Plot, Fit })]
    [InlineData("/0:0 ~0:1", new[] { "import os\n" + Plot }, new[] { "import os", Plot })]
    [InlineData("~0:0 /0:1 /0:2 =1:3", new[] { Plot + "\n" + Load + "\n" + Clean, Fit }, new[] { Plot, Load, Clean, Fit })]
    [InlineData("~0:0 \\1:0", new[] { Load, Plot }, new[] { Load + "\n" + Plot })]
    [InlineData("\\0:0 ~1:0 =2:1", new[] { "import os", Plot, Fit }, new[] { "import os\n\n" + Plot, Fit })]
    public void Cells_that_were_cut_or_joined_are_told_from_new_ones(string expected, string[] before, string[] after)
    {
        string found = AlignmentText.OfSources(before, after);

        // Which of two pieces is "the" cell is not at stake here.
        Assert.Equal(Shape(expected), Shape(found));
    }

    [Fact]
    public void A_cell_that_is_not_all_of_what_was_cut_is_new() =>
        Assert.Equal("~0:0 +1", AlignmentText.OfSources([Load + "\n" + Clean + "\n" + Plot], [Load + "\n" + Clean, Report]));

    [Fact]
    public void Ten_pieces_are_a_split_though_each_has_little_of_the_whole()
    {
        string[] pieces = [.. Enumerable.Range(0, 10).Select(i => $"value_{i} = compute_{i}(argument_{i})")];

        string found = AlignmentText.OfSources([Load, string.Join('\n', pieces), Fit], [Load, .. pieces, Fit]);

        Assert.Equal(9, found.Split().Count(word => word[0] == '/'));
    }

    [Fact]
    public void All_ids_may_be_new() => Assert.Equal(
        "~0:0 ~1:1 +2 ~2:3",
        AlignmentText.Of(
            [Cell.Code("a", Load), Cell.Code("b", "df.head()"), Cell.Code("c", "df.head()")],
            [Cell.Code("u", Load), Cell.Code("v", "df.head()"), Cell.Code("w", Report), Cell.Code("x", "df.head()")]));

    [Fact]
    public void Swapped_ids_fool_nobody() => Assert.Equal(
        "~0:0 ~1:1 =2:2",
        AlignmentText.Of(
            [Cell.Code("a", Load), Cell.Code("b", Plot), Cell.Code("c", Fit)],
            [Cell.Code("b", LoadEdited), Cell.Code("a", Plot), Cell.Code("c", Fit)]));

    [Fact]
    public void An_id_that_is_there_twice_says_nothing() => Assert.Equal(
        "~0:0 =1:1 +2",
        AlignmentText.Of([Cell.Code("a", Load), Cell.Code("b", Plot)], [Cell.Code("a", LoadEdited), Cell.Code("b", Plot), Cell.Code("a", Report)]));

    [Fact]
    public void Among_equal_cells_the_id_says_which_one_went() => Assert.Equal(
        "=0:0 -1 =2:1",
        AlignmentText.Of(
            [Cell.Code("a", "df.head()"), Cell.Code("b", "df.head()"), Cell.Code("c", "df.head()")],
            [Cell.Code("a", "df.head()"), Cell.Code("c", "df.head()")]));

    [Fact]
    public void A_copy_before_its_original_is_the_new_one() => Assert.Equal(
        "+0 =0:1 =1:2",
        AlignmentText.Of([Cell.Code("a", Load), Cell.Code("b", Fit)], [Cell.Code("n", Load), Cell.Code("a", Load), Cell.Code("b", Fit)]));

    [Fact]
    public void A_rewritten_cell_is_known_by_its_id_and_place() => Assert.Equal(
        "=0:0 ~1:1 +2 =2:3",
        AlignmentText.Of(
            [Cell.Code("a", Load), Cell.Code("b", Plot), Cell.Code("c", Fit)],
            [Cell.Code("a", Load), Cell.Code("b", Report), Cell.Code("n", Clean), Cell.Code("c", Fit)]));

    [Theory]
    [InlineData("=0:0 ~1:1 =2:2", new[] { Load, "x", Plot }, new[] { Load, "y", Plot })]
    [InlineData("=0:0 ~1:1 =2:2", new[] { Load, "", Plot }, new[] { Load, Fit, Plot })]
    [InlineData("=0:0 ~1:1 ~2:2 =3:3", new[] { Load, "a", "b", Plot }, new[] { Load, "c", "d", Plot })]
    [InlineData("=0:0 -1 +1 +2 =2:3", new[] { Load, "x", Plot }, new[] { Load, "y", "z", Plot })]
    public void Tiny_cells_are_known_by_their_neighbours(string expected, string[] before, string[] after) =>
        Assert.Equal(expected, AlignmentText.OfSources(before, after));

    [Fact]
    public void A_cell_whose_type_changed_is_the_same_cell()
    {
        Cell code = Cell.Code("a", Report);

        Assert.Equal("~0:0 =1:1", AlignmentText.Of([code, Cell.Code("b", Fit)], [Cell.Markdown("a", Report), Cell.Code("b", Fit)]));
    }

    [Fact]
    public void A_large_picture_in_the_text_does_not_outweigh_the_text()
    {
        string picture = Convert.ToBase64String([.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i))]);
        string other = Convert.ToBase64String([.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))]);
        Cell Markdown(string text, string data) => Cell.Markdown("", $"{text}\n![sketch](data:image/png;base64,{data})");

        Assert.Equal("~0:0", AlignmentText.Of([Markdown(Report, picture)], [Markdown(Report, other)]));
        Assert.Equal("~0:0", AlignmentText.Of([Markdown(Report, picture)], [Markdown(Report, picture[1..])]));
    }

    [Fact]
    public void Text_without_spaces_has_words_too()
    {
        string[] before = ["今天的天气很好我们去公园散步吧", "机器学习模型需要大量的训练数据"];
        string[] after = ["机器学习模型需要许多的训练数据", "数据库连接失败请检查网络设置和密码"];

        Assert.Equal("-0 ~1:0 +1", AlignmentText.OfSources(before, after));
    }

    [Fact]
    public void Broken_cells_are_aligned_like_others()
    {
        Cell broken = new(JsonObject.Of(("cell_type", 7), ("source", 3), ("outputs", "none"), ("metadata", JsonNull.Value)));
        Cell other = new(JsonObject.Of(("source", JsonArray.From([JsonNull.Value])), ("id", 5), ("outputs", JsonArray.From([1, "x"]))));

        Assert.Equal("=0:0 =1:1", AlignmentText.Of([broken, other], [broken, other]));
        Assert.Equal("=1:0", AlignmentText.Of([other, broken], [broken]).Split().Single(word => word[0] == '='));
    }

    // Compared each with each, this many would take minutes; bench/alignment.cs measures how long it takes.
    [Fact]
    public void Many_cells_with_little_to_tell_them_apart_are_aligned()
    {
        var random = new Random(5);
        Cell[] before = [.. Enumerable.Range(0, 12_000).Select(_ => AlignmentText.WithoutId($"x = {random.Next(1000)}"))];
        Cell[] after = [.. Enumerable.Range(0, 12_000).Select(_ => AlignmentText.WithoutId($"x = {random.Next(1000)}"))];

        CellAlignment found = CellAligner.Align(before, after);

        Assert.Equal(found.Matches.Select(match => match.After).Order(), found.Matches.Select(match => match.After));
        Assert.Contains(found.Matches, match => before[match.Before].Source == after[match.After].Source);
    }

    // "~0:0 /0:1" and "/0:0 ~0:1" alike: what went with what.
    private static string Shape(string alignment) =>
        string.Join(' ', alignment.Split().Select(word => word[0]).Order()) + alignment.Split().Length;
}

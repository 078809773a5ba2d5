using Deckle.Comparing;
using Deckle.Json;

namespace Deckle.Tests.Comparing;

public class CellMarkersTests
{
    [Theory]
    [InlineData("NBVAL_IGNORE_OUTPUT", "check=False")]
    [InlineData("PYTEST_VALIDATE_IGNORE_OUTPUT", "check=False")]
    [InlineData("NBVAL_CHECK_OUTPUT", "check=True")]
    [InlineData("NBVAL_RAISES_EXCEPTION", "raises")]
    [InlineData("NBVAL_SKIP", "skip")]
    public void Markers_stand_in_comments_and_in_tags(string marker, string expected)
    {
        Assert.Equal(expected, Shown(CellMarkers.Read(Code($"# {marker}\n1 + 1"))));
        Assert.Equal(expected, Shown(CellMarkers.Read(Notebooks.Code("a", "1", marker.ToLowerInvariant().Replace('_', '-')))));
    }

    [Fact]
    public void Jupyters_own_tag_means_an_exception_too() => Assert.Equal("raises", Shown(CellMarkers.Read(Notebooks.Code("a", "1", "raises-exception"))));

    [Theory]
    [InlineData("#NBVAL_SKIP", "skip")]
    [InlineData("   ### NBVAL_SKIP  ", "skip")]
    [InlineData("def f():\n    '''\n    # NBVAL_SKIP\n    '''", "skip")]
    [InlineData("# NBVAL_SKIP because of the network", "")]
    [InlineData("x = 1  # NBVAL_SKIP", "")]
    [InlineData("### NBVAL_SKIP ###", "")]
    [InlineData("# nbval_skip", "")]
    [InlineData("NBVAL_SKIP", "")]
    public void A_comment_is_a_marker_when_it_is_nothing_else(string source, string expected) =>
        Assert.Equal(expected, Shown(CellMarkers.Read(Code(source))));

    [Theory]
    [InlineData("Nbval-Skip")]
    [InlineData("NBVAL_SKIP")]
    [InlineData("nbval_skip")]
    public void Tags_are_exact(string tag) => Assert.Equal("", Shown(CellMarkers.Read(Notebooks.Code("a", "1", tag))));

    [Theory]
    [InlineData("// NBVAL_SKIP", "javascript")]
    [InlineData("-- NBVAL_SKIP", "lua")]
    [InlineData("%% NBVAL_SKIP", "matlab")]
    [InlineData("(* NBVAL_SKIP *)", "ocaml")]
    [InlineData("# NBVAL_SKIP", "javascript")]
    public void Other_languages_have_other_comments(string source, string language) =>
        Assert.Equal("skip", Shown(CellMarkers.Read(Code(source), language)));

    [Theory]
    [InlineData("// NBVAL_SKIP", "python")]
    [InlineData("// NBVAL_SKIP", null)]
    [InlineData("(*", "ocaml")]
    public void The_comment_signs_of_one_language_are_nothing_in_another(string source, string? language) =>
        Assert.Equal("", Shown(CellMarkers.Read(Code(source), language)));

    [Fact]
    public void Of_two_comments_of_a_kind_the_last_counts()
    {
        CellMarkers markers = CellMarkers.Read(Code("# NBVAL_CHECK_OUTPUT\n# NBVAL_IGNORE_OUTPUT"));

        Assert.Equal("check=False", Shown(markers));
        Assert.Equal(
            [new MarkerWarning(MarkerWarningKind.Conflict, "Conflicting comment markers found, using the latest:  NBVAL_CHECK_OUTPUT VS NBVAL_IGNORE_OUTPUT")],
            markers.Warnings);
    }

    [Fact]
    public void Of_two_tags_of_a_kind_the_last_counts()
    {
        CellMarkers markers = CellMarkers.Read(Notebooks.Code("a", "1", "nbval-ignore-output", "nbval-check-output"));

        Assert.Equal("check=True", Shown(markers));
        Assert.Equal(
            "Conflicting metadata tags found, using the latest:  nbval-ignore-output VS nbval-check-output",
            Assert.Single(markers.Warnings).Message);
    }

    [Fact]
    public void Comments_win_over_tags_of_their_kind_only()
    {
        CellMarkers markers = CellMarkers.Read(Notebooks.Code("a", "# NBVAL_CHECK_OUTPUT", "nbval-ignore-output", "nbval-raises-exception"));

        Assert.Equal("check=True raises", Shown(markers));
        Assert.Equal(
            [new MarkerWarning(MarkerWarningKind.Overlap, "Overlapping options from comments and metadata, using options from comments: {'check'}")],
            markers.Warnings);
    }

    [Fact]
    public void Tags_that_are_no_list_are_told_and_ignored()
    {
        CellMarkers markers = CellMarkers.Read(Code("1").WithMetadata(JsonObject.Of(("tags", "nbval-skip"))));

        Assert.Equal("", Shown(markers));
        Assert.Equal([new MarkerWarning(MarkerWarningKind.TagsNotList, "Cell tags is not a list, ignoring.")], markers.Warnings);
    }

    [Fact]
    public void Tags_that_are_null_are_no_tags() =>
        Assert.Empty(CellMarkers.Read(Code("1").WithMetadata(JsonObject.Of(("tags", JsonNull.Value)))).Warnings);

    [Theory]
    [InlineData("# NBVAL_RTOL: 1e-3\n# NBVAL_ATOL = 0.5", new string[0])]
    [InlineData("1", new[] { "nbval-rtol=1e-3", "nbval-atol:0.5" })]
    public void Tolerances_stand_in_comments_and_in_tags(string source, string[] tags)
    {
        CellMarkers markers = CellMarkers.Read(Notebooks.Code("a", source, tags));

        Assert.Equal((1e-3, 0.5), (markers.Rtol, markers.Atol));
        Assert.Empty(markers.Warnings);
    }

    [Fact]
    public void Keys_that_are_not_compared_add_up()
    {
        CellMarkers markers = CellMarkers.Read(Code("# NBVAL_SKIP_COMPARE: stderr, text/html\n# NBVAL_SKIP_COMPARE: image/svg+xml\n# NBVAL_ONLY_COMPARE: stdout"));

        Assert.Equal(["stderr", "text/html", "image/svg+xml"], markers.SkippedKeys);
        Assert.Equal(["stdout"], markers.OnlyKeys);
        Assert.Empty(markers.Warnings);
    }

    [Fact]
    public void Metadata_of_ours_says_the_same()
    {
        JsonObject test = JsonObject.Of(
            ("skip", true), ("check", false), ("raises", true), ("rtol", 0.1), ("atol", 2), ("skip_compare", JsonArray.From(["stderr"])), ("only_compare", JsonArray.Empty));

        CellMarkers markers = CellMarkers.Read(Code("1").WithMetadata(Deckle(test)));

        Assert.Equal("skip check=False raises", Shown(markers));
        Assert.Equal((0.1, 2), (markers.Rtol, markers.Atol));
        Assert.Equal(["stderr"], markers.SkippedKeys);
        Assert.Empty(markers.Warnings);
    }

    [Fact]
    public void Comments_win_over_metadata_of_ours() =>
        Assert.Equal(0.5, CellMarkers.Read(Code("# NBVAL_RTOL: 0.5").WithMetadata(Deckle(JsonObject.Of(("rtol", 0.1))))).Rtol);

    [Theory]
    [InlineData("# NBVAL_RTOL: much", "NBVAL_RTOL: 'much' is no tolerance, ignoring.")]
    [InlineData("# NBVAL_ATOL: -1", "NBVAL_ATOL: '-1' is no tolerance, ignoring.")]
    [InlineData("# NBVAL_RTOL: NaN", "NBVAL_RTOL: 'NaN' is no tolerance, ignoring.")]
    [InlineData("# NBVAL_SKIPP", "The comment 'NBVAL_SKIPP' is no marker, ignoring.")]
    public void What_cannot_be_used_is_told(string source, string message)
    {
        CellMarkers markers = CellMarkers.Read(Code(source));

        Assert.Equal(message, Assert.Single(markers.Warnings).Message);
        Assert.Equal((null, null), (markers.Rtol, markers.Atol));
    }

    [Fact]
    public void Metadata_that_cannot_be_used_is_told()
    {
        CellMarkers markers = CellMarkers.Read(Code("1").WithMetadata(Deckle(JsonObject.Of(("rtol", "1e-3"), ("skp", true)))));

        Assert.Equal(
            [
                "Cell metadata deckle.test.rtol cannot be \"1e-3\", ignoring.",
                "Cell metadata deckle.test.skp is not known (did you mean skip?), ignoring.",
            ],
            markers.Warnings.Select(warning => warning.Message));
    }

    [Fact]
    public void A_cell_without_markers_asks_for_nothing() => Assert.Equal(CellMarkers.None with { Warnings = [] }, CellMarkers.Read(Code("x = 1")) with { Warnings = [] });

    private static Cell Code(string source) => Notebooks.Code("a", source);

    private static JsonObject Deckle(JsonObject test) => JsonObject.Of(("deckle", JsonObject.Of(("test", test))));

    private static string Shown(CellMarkers markers) => string.Join(
        ' ',
        new[] { markers.Skip ? "skip" : "", markers.Check is { } check ? $"check={check}" : "", markers.RaisesException ? "raises" : "" }.Where(part => part.Length > 0));
}

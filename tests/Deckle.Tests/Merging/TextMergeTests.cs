using CsCheck;
using Deckle.Merging;

namespace Deckle.Tests.Merging;

/// <summary>Line merges. What git would answer too is what <c>git merge-file -p</c> answered.</summary>
public class TextMergeTests
{
    private static readonly ConflictMarkers Markers = new(new MergeOptions());

    private static readonly string[] Some = ["a\n", "b\n", "c\n", "d\n", "e\n", "\n", "f\r\n"];

    private static readonly Gen<string> Texts = Gen.Select(
        Gen.Int[0, Some.Length - 1].Array[0, 8], Gen.Bool, (lines, isEnded) => Text(lines, isEnded));

    [Theory]
    [InlineData("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD", "A\nb\nc\nD")]
    [InlineData("a\nb", "a\nb\nc", "x\na\nb", "x\na\nb\nc")]
    [InlineData("a\nb\nc", "a\nc", "a\nc", "a\nc")]
    [InlineData("a\nb\nc", "a\nnew\nb\nc", "a\nnew\nb\nc", "a\nnew\nb\nc")]
    [InlineData("a\nb\nc\n", "a\nb\n", "x\nb\nc\n", "x\nb\n")]
    [InlineData("", "a", "a", "a")]
    [InlineData("a", "", "a", "")]
    [InlineData("a\nb", "a\nb\n", "A\nb", "A\nb\n")]
    public void Changes_apart_from_each_other_are_taken(string ancestor, string local, string remote, string expected) =>
        Assert.Equal(new MergedText(expected, false), TextMerge.Merge(ancestor, local, remote, Markers));

    // git appends a line to a text without final line end by changing its last line too.
    [Fact]
    public void A_line_behind_the_last_one_does_not_touch_it() =>
        Assert.Equal(new MergedText("A\nb\nc\nd", false), TextMerge.Merge("a\nb\nc", "a\nb\nc\nd", "A\nb\nc", Markers));

    [Theory]
    [InlineData("a", "b", "c", "<<<<<<< local\nb\n=======\nc\n>>>>>>> remote")]
    [InlineData("a\nb\n", "a\nB\n", "A\nb\n", "<<<<<<< local\na\nB\n=======\nA\nb\n>>>>>>> remote")]
    [InlineData("1\na\n2", "1\nx\nsame\n2", "1\ny\nsame\n2", "1\n<<<<<<< local\nx\n=======\ny\n>>>>>>> remote\nsame\n2")]
    [InlineData("1\na\n2\n", "1\n2\n", "1\nA\n2\n", "1\n<<<<<<< local\n=======\nA\n>>>>>>> remote\n2\n")]
    public void Changes_that_overlap_or_touch_stand_between_markers(string ancestor, string local, string remote, string expected) =>
        Assert.Equal(new MergedText(expected, true), TextMerge.Merge(ancestor, local, remote, Markers));

    [Fact]
    public void Markers_have_labels_a_size_and_the_base() => Assert.Equal(
        "<<<<<<<<< HEAD\nb\n||||||||| 1a2b3c\na\n=========\nc\n>>>>>>>>> topic",
        TextMerge.Merge("a", "b", "c", new ConflictMarkers(new MergeOptions { MarkerSize = 9, LocalLabel = "HEAD", BaseLabel = "1a2b3c", RemoteLabel = "topic", ShowsBase = true })).Text);

    [Fact]
    public void Markers_end_as_the_lines_do() =>
        Assert.Equal("1\r\n<<<<<<< local\r\nx\r\n=======\r\ny\r\n>>>>>>> remote", TextMerge.Merge("1\r\na", "1\r\nx", "1\r\ny", Markers).Text);

    [Theory]
    [InlineData(MergeStrategy.UseBase, "a")]
    [InlineData(MergeStrategy.UseLocal, "b")]
    [InlineData(MergeStrategy.UseRemote, "c")]
    [InlineData(MergeStrategy.Union, "b\nc")]
    public void A_strategy_decides_what_is_contradicted_and_nothing_else(MergeStrategy strategy, string expected) => Assert.Equal(
        new MergedText($"LOCAL\nx\n{expected}\ny\nREMOTE", false), TextMerge.Merge("1\nx\na\ny\n2", "LOCAL\nx\nb\ny\n2", "1\nx\nc\ny\nREMOTE", Markers, strategy));

    [Fact]
    public void A_text_is_cut_where_it_is_merged() => Assert.Equal(
        [
            new TextChunk(MergeChunkKind.Local, "1\n", "LOCAL\n", "1\n"),
            new TextChunk(MergeChunkKind.Unchanged, "x\n", "x\n", "x\n"),
            new TextChunk(MergeChunkKind.Conflict, "a\n", "b\n", "c\n"),
            new TextChunk(MergeChunkKind.Unchanged, "y\n", "y\n", "y\n"),
            new TextChunk(MergeChunkKind.Same, "2\n", "3\n", "3\n"),
            new TextChunk(MergeChunkKind.Unchanged, "z\n", "z\n", "z\n"),
            new TextChunk(MergeChunkKind.Remote, "", "", "REMOTE\n"),
        ],
        TextMerge.Cut("1\nx\na\ny\n2\nz", "LOCAL\nx\nb\ny\n3\nz", "1\nx\nc\ny\n3\nz\nREMOTE"));

    [Fact]
    public void Without_an_ancestor_a_text_is_cut_where_the_sides_differ() => Assert.Equal(
        [new TextChunk(MergeChunkKind.Unchanged, "a\n", "a\n", "a\n"), new TextChunk(MergeChunkKind.Conflict, "", "b\n", "c\n")],
        TextMerge.Cut(null, "a\nb", "a\nc"));

    // A label from a branch's name must not look like another marker, nor break the line.
    [Fact]
    public void A_label_of_several_lines_is_one() =>
        Assert.Equal("<<<<<<< a b", new ConflictMarkers(new MergeOptions { LocalLabel = "a\nb" }).Local);

    [Fact]
    public void Merging_with_an_unchanged_side_gives_the_other() => Gen.Select(Texts, Texts).Sample((ancestor, edited) =>
    {
        Assert.Equal(new MergedText(edited, false), TextMerge.Merge(ancestor, ancestor, edited, Markers));
        Assert.Equal(new MergedText(edited, false), TextMerge.Merge(ancestor, edited, ancestor, Markers));
        Assert.Equal(new MergedText(edited, false), TextMerge.Merge(ancestor, edited, edited, Markers));
    });

    [Fact]
    public void No_line_that_a_side_wrote_is_lost() => Gen.Select(Texts, Texts, Texts).Sample((ancestor, local, remote) =>
    {
        HashSet<string> merged = Lines(TextMerge.Merge(ancestor, local, remote, Markers).Text);

        Assert.Superset(Lines(local).Except(Lines(ancestor)).ToHashSet(), merged);
        Assert.Superset(Lines(remote).Except(Lines(ancestor)).ToHashSet(), merged);
    });

    [Fact]
    public void Both_sides_have_the_same_conflicts() => Gen.Select(Texts, Texts, Texts).Sample((ancestor, local, remote) =>
        Assert.Equal(TextMerge.Merge(ancestor, local, remote, Markers).HasConflict, TextMerge.Merge(ancestor, remote, local, Markers).HasConflict));

    [Fact]
    public void Every_marker_is_a_line_of_its_own() => Gen.Select(Texts, Texts, Texts).Sample((ancestor, local, remote) =>
    {
        MergedText merged = TextMerge.Merge(ancestor, local, remote, new ConflictMarkers(new MergeOptions { ShowsBase = true }));
        string[] lines = merged.Text.ReplaceLineEndings("\n").Split('\n');

        foreach (string marker in (string[])["<<<<<<<", "|||||||", "=======", ">>>>>>>"])
        {
            Assert.Equal(merged.Text.Split(marker).Length - 1, lines.Count(line => line.StartsWith(marker, StringComparison.Ordinal)));
        }
    });

    [Fact]
    public void The_chunks_of_a_cut_are_the_three_texts() => Gen.Select(Texts, Texts, Texts).Sample((ancestor, local, remote) =>
    {
        IReadOnlyList<TextChunk> chunks = TextMerge.Cut(ancestor, local, remote);

        Assert.Equal(Ended(ancestor), Ended(string.Concat(chunks.Select(chunk => chunk.Base))));
        Assert.Equal(Ended(local), Ended(string.Concat(chunks.Select(chunk => chunk.Local))));
        Assert.Equal(Ended(remote), Ended(string.Concat(chunks.Select(chunk => chunk.Remote))));
    });

    [Fact]
    public void The_chunks_of_a_cut_make_the_merge_that_shows_the_base() => Gen.Select(Texts, Texts, Texts).Sample((ancestor, local, remote) =>
    {
        var markers = new ConflictMarkers(new MergeOptions { ShowsBase = true });
        IEnumerable<string> taken = TextMerge.Cut(ancestor, local, remote).Select(chunk => chunk.Kind switch
        {
            MergeChunkKind.Remote => chunk.Remote,
            MergeChunkKind.Conflict => markers.Around(chunk.Base, chunk.Local, chunk.Remote) + "\n",
            _ => chunk.Local,
        });

        Assert.Equal(Ended(TextMerge.Merge(ancestor, local, remote, markers).Text), Ended(string.Concat(taken)));
    });

    // Whether the last line ends is not a chunk's to say, and markers end as the lines do.
    private static string Ended(string text) => text.ReplaceLineEndings("\n") is { Length: > 0 } plain && !plain.EndsWith('\n') ? plain + "\n" : text.ReplaceLineEndings("\n");

    private static string Text(int[] lines, bool isEnded)
    {
        string text = string.Concat(lines.Select(line => Some[line]));
        return isEnded ? text : text.TrimEnd('\n', '\r');
    }

    private static HashSet<string> Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];
}

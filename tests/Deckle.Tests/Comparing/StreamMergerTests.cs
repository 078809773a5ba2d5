using Deckle.Comparing;

namespace Deckle.Tests.Comparing;

public class StreamMergerTests
{
    [Fact]
    public void A_stream_is_one_output_at_its_first_place()
    {
        IReadOnlyList<Output> merged = StreamMerger.Merge(
            [Outputs.Stream("a"), Outputs.Text("1"), Outputs.Stream("x", "stderr"), Outputs.Stream("b"), Outputs.Stream("y", "stderr")]);

        Assert.Equal(["ab", "", "xy"], merged.Select(output => output.Text));
        Assert.Equal(["stdout", "", "stderr"], merged.Select(output => output.StreamName));
    }

    [Fact]
    public void No_outputs_stay_none() => Assert.Empty(StreamMerger.Merge([]));

    [Theory]
    [InlineData("50%\r100%", "100%")]
    [InlineData("50%\r100%\n", "100%\n")]
    [InlineData("a\rb\rc\nd\re", "c\ne")]
    [InlineData("a\r\nb\r\n", "a\r\nb\r\n")]
    [InlineData("a\rb\r\n", "b\r\n")]
    [InlineData("a\r", "a\r")]
    [InlineData("a\r\r\n", "\r\n")]
    [InlineData("long\rs", "s")]
    [InlineData("\r\r", "\r")]
    [InlineData("\n\rx", "\nx")]
    public void A_carriage_return_takes_back_its_line(string text, string shown) => Assert.Equal(shown, StreamMerger.Shown(text));

    [Theory]
    [InlineData("ab\bc", "ac")]
    [InlineData("abc\b\b\bx", "x")]
    [InlineData("a\n\bb", "a\nb")]
    [InlineData("\b\ba", "a")]
    [InlineData("é😀\bx", "éx")]
    public void A_backspace_takes_back_a_character_of_its_line(string text, string shown) => Assert.Equal(shown, StreamMerger.Shown(text));

    [Fact]
    public void A_carriage_return_may_come_in_another_message() =>
        Assert.Equal("done\n", StreamMerger.Merge([Outputs.Stream("1%"), Outputs.Stream("\rdone\n")])[0].Text);
}

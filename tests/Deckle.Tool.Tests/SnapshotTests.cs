using Xunit.Sdk;

namespace Deckle.Tool.Tests;

public class SnapshotTests
{
    [Fact]
    public void A_difference_fails_and_leaves_the_received_text()
    {
        using var folder = new TemporaryFolder();
        folder.Write("answer.approved.txt", "one\ntwo\nthree\n");

        void Match() => Snapshot.Match("one\n2\nthree\n", "answer", folder.Combine("Tests.cs"), isAccepting: false);

        XunitException failure = Assert.ThrowsAny<XunitException>(Match);

        Assert.Contains("  one\n- two\n+ 2\n  three", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree\n", folder.Read("answer.received.txt"));
    }

    [Fact]
    public void An_accepted_text_becomes_the_expected_one()
    {
        using var folder = new TemporaryFolder();

        Snapshot.Match("one\n", "answer", folder.Combine("Tests.cs"), isAccepting: true);

        Assert.Equal("one\n", folder.Read("answer.approved.txt"));
    }

    [Fact]
    public void A_match_removes_the_received_text_of_an_earlier_run()
    {
        using var folder = new TemporaryFolder();
        folder.Write("answer.approved.txt", "one\n");
        folder.Write("answer.received.txt", "two\n");

        Snapshot.Match("one\n", "answer", folder.Combine("Tests.cs"), isAccepting: false);

        Assert.False(File.Exists(folder.Combine("answer.received.txt")));
    }

    [Theory]
    [InlineData("deckle 1.2.3-alpha.0.4", "deckle [VERSION]")]
    [InlineData("at 2026-01-02T03:04:05.678901+00:00.", "at [TIME].")]
    [InlineData("1.25 s, 12 ms, timeout 30 s", "[DURATION], [DURATION], timeout 30 s")]
    [InlineData("{\"duration\": 0.5}", "{\"duration\": [DURATION]}")]
    [InlineData("{\"id\": \"0a1b2c3d\"} {\"id\": \"intro\"}", "{\"id\": \"[ID]\"} {\"id\": \"intro\"}")]
    [InlineData("/somewhere/a.ipynb", "[FOLDER]/a.ipynb")]
    public void What_changes_from_run_to_run_gets_a_name(string text, string scrubbed) =>
        Assert.Equal(scrubbed, Scrubber.Scrub(text, ("/somewhere", "FOLDER")));
}

using Xunit.Sdk;

namespace Deckle.Tool.Tests;

public class SnapshotTests
{
    [Fact]
    public void A_difference_fails_and_leaves_the_received_text()
    {
        using var folder = new TemporaryFolder();
        folder.Write("answer.approved.txt", "one\ntwo\nthree\n");

        XunitException failure = Assert.ThrowsAny<XunitException>(() => Snapshot.Match("one\n2\nthree\n", "answer", folder.Combine("Tests.cs"), isAccepting: false));

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

    [Fact]
    public void What_changes_from_run_to_run_gets_a_name()
    {
        const string Text = "deckle 1.2.3-alpha.0.4 at 2026-01-02T03:04:05.678901+00:00 in 1.25 s, 12 ms, timeout 30 s: /work/a {\"id\": \"0a1b2c3d\"} {\"id\": \"intro\"} {\"duration\": 0.5}";

        string scrubbed = Scrubber.Scrub(Text, ("/work", "FOLDER"));

        Assert.Equal("deckle [VERSION] at [TIME] in [DURATION], [DURATION], timeout 30 s: [FOLDER]/a {\"id\": \"[ID]\"} {\"id\": \"intro\"} {\"duration\": [DURATION]}", scrubbed);
    }
}

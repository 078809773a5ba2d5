namespace Deckle.Tool.Tests.Specs;

/// <param name="Line">Shell, with line ends where the spec continues it with <c>> </c>.</param>
/// <param name="Expected">Its <see cref="ProcessOutcome.Transcript"/>, scrubbed; a line <c>...</c> stands for any lines.</param>
internal sealed record SpecCommand(string Line, string Expected) : SpecPart($"$ {Line.Replace("\n", "\n> ", StringComparison.Ordinal)}\n{Expected}")
{
    public bool Accepts(string transcript) => Matches(Expected.Split('\n'), transcript.Split('\n'));

    private static bool Matches(ReadOnlySpan<string> expected, ReadOnlySpan<string> actual)
    {
        if (expected.IsEmpty)
        {
            return actual.IsEmpty;
        }

        if (expected[0] != "...")
        {
            return !actual.IsEmpty && expected[0] == actual[0] && Matches(expected[1..], actual[1..]);
        }

        for (int skipped = 0; skipped <= actual.Length; skipped++)
        {
            if (Matches(expected[1..], actual[skipped..]))
            {
                return true;
            }
        }

        return false;
    }
}

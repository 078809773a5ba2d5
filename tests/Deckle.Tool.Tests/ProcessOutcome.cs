namespace Deckle.Tool.Tests;

internal sealed record ProcessOutcome(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>
    /// All three as one text, as a snapshot or a spec shows them:
    /// stdout, stderr behind <c>! </c>, an exit code other than 0 behind <c>? </c>.
    /// </summary>
    public string Transcript
    {
        get
        {
            IEnumerable<string> stdout = Lines(Stdout).Select(line => line.StartsWith("$ ", StringComparison.Ordinal) ? $"\\{line}" : line);
            IEnumerable<string> stderr = Lines(Stderr).Select(line => $"! {line}".TrimEnd());
            IEnumerable<string> end = ExitCode == 0 ? [] : [$"? {ExitCode}"];
            return string.Concat(stdout.Concat(stderr).Concat(end).Select(line => $"{line}\n"));
        }
    }

    // A last line without its end shows it: tools that join outputs depend on that.
    private static string[] Lines(string text)
    {
        string[] lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], $"{lines[^1]}[no newline]"];
    }
}

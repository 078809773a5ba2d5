namespace Deckle.Tool.HostTools.Terminal;

/// <summary>
/// A command that may be run, word for word: <c>nvidia-smi --query-gpu=*</c>. In a word <c>*</c> is any text; the word <c>**</c> is any number of words.
/// The program's name stands as it is.
/// </summary>
internal sealed class CommandPattern
{
    private readonly string[] words;

    private CommandPattern(string text, string[] words)
    {
        Text = text;
        this.words = words;
    }

    public string Text { get; }

    /// <returns>Null for no command, or one whose program is a pattern.</returns>
    public static CommandPattern? Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && !words[0].Contains('*', StringComparison.Ordinal) ? new CommandPattern(text, words) : null;
    }

    public bool Matches(IReadOnlyList<string> command) => Matches(words, [.. command]);

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> command)
    {
        if (pattern.IsEmpty)
        {
            return command.IsEmpty;
        }

        if (pattern[0] == "**")
        {
            for (int taken = 0; taken <= command.Length; taken++)
            {
                if (Matches(pattern[1..], command[taken..]))
                {
                    return true;
                }
            }

            return false;
        }

        return !command.IsEmpty && MatchesWord(pattern[0], command[0]) && Matches(pattern[1..], command[1..]);
    }

    // The parts between stars follow each other; the first begins the word and the last ends it.
    private static bool MatchesWord(string pattern, string word)
    {
        string[] parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == word;
        }

        if (!word.StartsWith(parts[0], StringComparison.Ordinal) || word.Length < parts[0].Length + parts[^1].Length || !word.EndsWith(parts[^1], StringComparison.Ordinal))
        {
            return false;
        }

        int at = parts[0].Length;
        foreach (string part in parts[1..^1])
        {
            int found = word.IndexOf(part, at, word.Length - parts[^1].Length - at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }
}

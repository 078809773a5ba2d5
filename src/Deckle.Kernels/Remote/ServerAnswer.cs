using Deckle.Json;

namespace Deckle.Kernels.Remote;

/// <summary>What a server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The body; null when it is none or something else, such as a page for people. Pages of Jupyter hold the token.</param>
internal sealed record ServerAnswer(int Status, JsonValue? Json)
{
    private const int LongestMessage = 300;

    private static readonly string[] Sentences = ["short_message", "message", "reason"];

    /// <summary>When it wants to be asked again, from now; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it leads to a page where people log in.</summary>
    public bool IsToLogin { get; init; }

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>The server's own sentence, one line without a token; empty for none.</summary>
    public string Message(string? token)
    {
        // tornado's own errors have a reason and an empty message.
        string text = (Json as JsonObject) is { } members
            ? Sentences.Select(name => members.GetText(name)).FirstOrDefault(sentence => !string.IsNullOrEmpty(sentence)) ?? ""
            : "";

        // jupyter_server 1.23 puts a whole traceback into the message of a kernel that it does not know.
        text = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        text = string.IsNullOrEmpty(token) ? text : text.Replace(token, "***", StringComparison.Ordinal);
        text = string.Concat(text.Where(letter => !char.IsControl(letter)));
        return text.Length > LongestMessage ? $"{text[..LongestMessage]}…" : text;
    }
}

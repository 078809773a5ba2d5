namespace Deckle.Parameters.Finding;

/// <summary>What <see cref="SourceScanner"/> must know of a language to tell code from strings and comments.</summary>
internal sealed record SourceSyntax
{
    /// <summary>Signs that start a comment up to the line's end.</summary>
    public string[] LineComments { get; init; } = ["#"];

    /// <summary>Signs around a comment of any length.</summary>
    public (string Open, string Close)[] BlockComments { get; init; } = [];

    /// <summary>Strings, longer openings first.</summary>
    public StringSyntax[] Strings { get; init; } = [];

    /// <summary>Assignment signs beside <c>=</c>, such as R's <c>&lt;-</c>.</summary>
    public string[] Arrows { get; init; } = [];

    /// <summary>Whether a line's end ends a statement (outside of brackets).</summary>
    public bool EndsAtLineEnd { get; init; } = true;

    /// <summary>The character that joins a line with the next; NUL for none.</summary>
    public char Continuation { get; init; }

    /// <summary>Whether a quote behind a name or bracket transposes a matrix instead of opening a string.</summary>
    public bool HasTranspose { get; init; }

    /// <summary>Whether a comment sign counts only at the start of a word, as in shells.</summary>
    public bool CommentsStartWords { get; init; }

    /// <summary>Starts of lines that are not in the language but for the kernel: IPython's <c>%magic</c> and <c>!command</c>.</summary>
    public string Magics { get; init; } = "";
}

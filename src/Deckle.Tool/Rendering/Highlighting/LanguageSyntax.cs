using System.Collections.Frozen;

namespace Deckle.Tool.Rendering.Highlighting;

/// <summary>What <see cref="CodeHighlighter"/> must know of a language.</summary>
internal sealed record LanguageSyntax
{
    /// <summary>Names as notebooks and Markdown fences spell them, lower case.</summary>
    public required string[] Names { get; init; }

    /// <summary>Signs that start a comment up to the line's end.</summary>
    public string[] LineComments { get; init; } = ["#"];

    /// <summary>Signs around a comment of any length.</summary>
    public (string Open, string Close)[] BlockComments { get; init; } = [];

    /// <summary>Whether block comments stand in each other.</summary>
    public bool NestsComments { get; init; }

    /// <summary>Strings, longer openings first.</summary>
    public QuotedSyntax[] Strings { get; init; } = [new("\""), new("'")];

    /// <summary>Letters that may stand right before a string, such as Python's <c>rb</c>.</summary>
    public string StringPrefixes { get; init; } = "";

    public FrozenSet<string> Keywords { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Keywords that are values: <c>None</c>, <c>true</c>.</summary>
    public FrozenSet<string> Constants { get; init; } = FrozenSet<string>.Empty;

    public FrozenSet<string> Builtins { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Keywords whose next name is being defined: <c>def</c>, <c>class</c>.</summary>
    public FrozenSet<string> Definers { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Characters of names beside letters, digits and the underscore.</summary>
    public string NameCharacters { get; init; } = "";

    public bool IgnoresCase { get; init; }

    /// <summary>The sign of a decorator, annotation or macro before a name; NUL for none.</summary>
    public char Decorator { get; init; }

    /// <summary>The sign of a variable before a name, as in shells; NUL for none.</summary>
    public char Variable { get; init; }

    /// <summary>Starts of lines that are not in the language but for the kernel: IPython's <c>%magic</c> and <c>!command</c>.</summary>
    public string Magics { get; init; } = "";

    /// <summary>Whether a quote behind a name or bracket transposes a matrix instead of opening a string.</summary>
    public bool HasTranspose { get; init; }

    /// <summary>Whether a comment sign counts only at the start of a word, as in shells.</summary>
    public bool CommentsStartWords { get; init; }
}

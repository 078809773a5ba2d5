namespace Deckle;

/// <summary>
/// Deckle cannot go on, and it is not a defect: what is wrong, the facts, and what to do.
/// The code is a stable name (<c>kernel-not-found</c>) with a paragraph in <c>docs/errors.md</c>.
/// </summary>
public class DeckleException : Exception
{
    public DeckleException(string code, string message, string? help = null, Exception? cause = null)
        : base(message, cause)
    {
        Code = code;
        Help = help;
    }

    /// <summary>Kebab-case, stable between versions.</summary>
    public string Code { get; }

    /// <summary>What the user can do, one line.</summary>
    public string? Help { get; }

    /// <summary>Labelled facts, such as <c>("available", "python3, ir")</c>.</summary>
    public IReadOnlyList<(string Label, string Text)> Facts { get; init; } = [];

    /// <summary>Whose move it is: by default the user's.</summary>
    public ErrorKind Kind { get; init; } = ErrorKind.Input;
}

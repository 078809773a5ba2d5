namespace Deckle.Audit;

/// <summary>Trouble that an audit found.</summary>
/// <param name="Rule">The rule's id, such as <c>detect-private-key</c>.</param>
/// <param name="Path">The file, relative to the repository, with <c>/</c>; empty for the repository as a whole.</param>
/// <param name="Message">What is wrong, with the path; complete by itself. The words of the tool that the rule comes from, where there is one.</param>
public sealed record Finding(string Rule, string Path, string Message)
{
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>From 1, in the file, or in the decoded text of <see cref="Cell"/>; null where the whole is meant.</summary>
    public int? Line { get; init; }

    /// <summary>From 1, in code points.</summary>
    public int? Column { get; init; }

    /// <summary>The place inside a notebook; null outside of cells.</summary>
    public CellPlace? Cell { get; init; }
}

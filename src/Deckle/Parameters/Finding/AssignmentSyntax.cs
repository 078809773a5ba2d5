using System.Text.RegularExpressions;

namespace Deckle.Parameters.Finding;

/// <summary>How a language assigns: how to cut its source, and what stands before the assignment sign.</summary>
/// <param name="Target">Matches all before the sign, with the groups <c>name</c> and, optional, <c>type</c>.</param>
internal sealed record AssignmentSyntax(SourceSyntax Source, Regex Target)
{
    /// <summary>Matches a declaration without value, with the same groups; null where the language has none.</summary>
    public Regex? Declaration { get; init; }

    /// <summary>Whether a value ends at a space: behind it stands a command that the assignment is only for.</summary>
    public bool IsShell { get; init; }
}

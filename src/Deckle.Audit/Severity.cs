namespace Deckle.Audit;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing fails because of it.</summary>
    Note,

    /// <summary>Should be looked at; nothing fails because of it.</summary>
    Warning,

    /// <summary>The check fails.</summary>
    Error,
}

namespace Deckle;

/// <summary>Why Deckle cannot go on.</summary>
public enum ErrorKind
{
    /// <summary>What was asked or given is wrong: a flag, a file, a parameter. Exit code 2.</summary>
    Input,

    /// <summary>What was asked is fine but could not be completed: no kernel started, no space left. Exit code 3.</summary>
    Unavailable,

    /// <summary>What was asked is done already. Exit code 4.</summary>
    NothingToDo,

    /// <summary>The answer to what was asked is no: a diff does not fit. Exit code 1.</summary>
    BadNews,
}

namespace Deckle.Tool;

/// <summary>What the program's end tells its caller. Documented in <c>docs/exit-codes.md</c>.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The answer is bad news: a failed cell, an invalid notebook, a file that would change.</summary>
    public const int BadNews = 1;

    /// <summary>What was asked or given is wrong.</summary>
    public const int Usage = 2;

    /// <summary>What was asked is fine but could not be completed.</summary>
    public const int CouldNot = 3;

    public const int NothingToDo = 4;

    public const int Timeout = 124;

    public const int Interrupted = 130;

    /// <summary>The kernel died; papermill's code for it.</summary>
    public const int KernelDied = 138;

    public const int Terminated = 143;
}

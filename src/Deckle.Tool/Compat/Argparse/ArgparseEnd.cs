namespace Deckle.Tool.Compat.Argparse;

/// <summary>The command line ends the program: it asks for help, or is wrong.</summary>
/// <param name="text">What is printed, for help on stdout and for an error on stderr.</param>
internal sealed class ArgparseEnd(string text, bool isError) : Exception(text)
{
    public bool IsError { get; } = isError;

    /// <summary>Prints the text.</summary>
    /// <returns>The exit code.</returns>
    public int Show()
    {
        (IsError ? Console.Error : Console.Out).Write(Message);
        return IsError ? ExitCodes.Usage : ExitCodes.Done;
    }
}

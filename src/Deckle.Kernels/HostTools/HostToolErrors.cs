namespace Deckle.Kernels.HostTools;

/// <summary>The errors of host tools that concern every tool. A kernel gets them as exceptions.</summary>
public static class HostToolErrors
{
    public static DeckleException SwitchedOff() =>
        new("host-tools-off", "host tools are switched off for this run", "run it without --no-tools");

    public static DeckleException Interrupted(string tool) =>
        new("host-tool-interrupted", $"{tool} was stopped: the cell was interrupted", "run the cell again");

    /// <param name="reason">What is wrong with the request.</param>
    public static DeckleException NotUnderstood(string reason) =>
        new("host-tool-request-invalid", $"the request to the host is not understood: {reason}", "call the functions of hermes_runtime");

    /// <summary>A defect of ours, told as an error: the kernel must get an answer.</summary>
    public static DeckleException Failed(string tool, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new("host-tool-failed", $"{tool}: {cause.Message}", "see the log of tool calls", cause) { Kind = ErrorKind.Unavailable };
    }
}

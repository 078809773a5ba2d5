using System.Text.RegularExpressions;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>
/// A Jupyter server that leaves out output writes a line into the cell's stderr as if the cell had printed it. Only the session in its header
/// tells who wrote it: the server's and not the kernel's.
/// </summary>
internal static partial class RateLimitNotice
{
    /// <param name="kernelSession">The session in the headers of the kernel's own messages; null when none has come.</param>
    /// <returns>What was lost; null for any other message.</returns>
    public static MessageLoss? Read(Message message, string? kernelSession)
    {
        if (message is not { Channel: Channel.IOPub, Type: "stream" }
            || message.Content.GetText("name") != "stderr"
            || message.Header.GetText("session") == kernelSession
            || message.Content.GetText("text") is not { } text
            || Kind().Match(text) is not { Success: true } kind)
        {
            return null;
        }

        // "Current values:\nServerApp.iopub_data_rate_limit=1000000.0 (bytes/sec)"; the class that has the option differs by version.
        bool isData = kind.Groups["kind"].Value == "data";
        string option = isData ? "iopub_data_rate_limit" : "iopub_msg_rate_limit";
        Match value = Regex.Match(text, $@"(?<class>\w+)\.{option}\s*=\s*(?<value>[0-9.]+?)(\.0)?\s", RegexOptions.CultureInvariant);
        string limit = value.Success ? $" of {value.Groups["value"].Value} {(isData ? "bytes" : "messages")} a second" : "";
        string name = $"{(value.Success ? value.Groups["class"].Value : "ServerApp")}.{option}";
        return new MessageLoss($"the server left out output that came faster than its limit{limit}", $"start the server with --{name}=0, which is no limit, or print less");
    }

    [GeneratedRegex(@"^\s*IOPub (?<kind>data|message) rate exceeded\.")]
    private static partial Regex Kind();
}

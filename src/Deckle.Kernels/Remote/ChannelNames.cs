using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>The channels by the names they have on a WebSocket.</summary>
internal static class ChannelNames
{
    public static string Of(Channel channel) => channel switch
    {
        Channel.IOPub => "iopub",
        Channel.Stdin => "stdin",
        Channel.Control => "control",
        _ => "shell",
    };

    public static Channel? Parse(string name) => name switch
    {
        "shell" => Channel.Shell,
        "iopub" => Channel.IOPub,
        "stdin" => Channel.Stdin,
        "control" => Channel.Control,
        _ => null,
    };
}

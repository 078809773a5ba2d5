namespace Deckle.Tool.Serving;

/// <summary>The errors of starting and asking servers.</summary>
internal static class ServerErrors
{
    public static DeckleException NoAddress(string ip) =>
        new("not-an-address", $"--ip {ip}: not an address to listen at", "give an address of numbers such as 127.0.0.1, or localhost");

    public static DeckleException CannotListen(string ip, int port, string why) =>
        new("cannot-listen", $"cannot listen at {ip}, port {port}: {why}", "give another port, or 0 for one that is free")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException NotServed(string name, string why) =>
        new("file-not-served", $"{name}: {why}", "name a notebook of the command line, or one inside the working folder by its path from there");

    public static DeckleException BadRequest(string why) =>
        new("bad-request", $"the request is not understood: {why}", "send a JSON object with the members that docs/web.md lists");
}

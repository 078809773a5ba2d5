using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Commands;

namespace Deckle.Tool.Sessions;

/// <summary>The first line of a session host: which protocol it speaks.</summary>
internal static class HostGreeting
{
    /// <summary>Raised when an older client would not understand.</summary>
    public const int Protocol = 2;

    public static JsonObject Make() => JsonObject.Of(("deckle_sessions", Protocol), ("version", VersionCommand.Version), ("process", Environment.ProcessId));

    /// <exception cref="DeckleException"><c>session-host-other-version</c>.</exception>
    public static void Check(JsonObject greeting)
    {
        if (greeting["deckle_sessions"] is not JsonNumber protocol || protocol.Token != Protocol.ToString(CultureInfo.InvariantCulture))
        {
            throw SessionHostErrors.OtherVersion(greeting.GetText("version") ?? "unknown", Process(greeting));
        }
    }

    public static int Process(JsonObject greeting) =>
        greeting.Get<JsonNumber>("process") is { } number && number.TryGetInt64(out long process) && process is > 1 and < int.MaxValue ? (int)process : 0;
}

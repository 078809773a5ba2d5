using Deckle.Json;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// Which revision a request goes by. A client of the earlier ones says it once, with <c>initialize</c>; one of the later says it in each
/// request, and what only belongs to the other way is refused.
/// </summary>
internal static class RevisionCheck
{
    // Each of them ends or begins a session, or needs one.
    private static readonly string[] OnlyWithSessions = [Methods.Initialize, Methods.Ping, Methods.SetLogLevel, Methods.Subscribe, Methods.Unsubscribe];

    private static readonly string[] OnlyStateless = [Methods.Discover, Methods.Listen];

    /// <summary>Whether a method went with the sessions.</summary>
    public static bool IsGone(string method) => OnlyWithSessions.Contains(method);

    /// <param name="header">What the request says beside its body, over HTTP.</param>
    /// <param name="agreed">What the client has kept to so far; null for one that did not say.</param>
    /// <returns>Null where nobody said, which is as the earlier revisions go.</returns>
    /// <exception cref="RpcException">The request goes by none, or has what its revision has not.</exception>
    public static string? Of(RpcRequest request, string? header, string? agreed)
    {
        string? named = request.Meta.GetText(MetaKeys.ProtocolVersion);
        string? version = request.Method == Methods.Initialize ? named ?? header : OfOther(request, named, header, agreed);
        if (ProtocolVersions.IsStateless(version) ? IsGone(request.Method) : OnlyStateless.Contains(request.Method))
        {
            throw new RpcException(RpcCodes.MethodNotFound, $"Method '{request.Method}' is not available on protocol version '{version ?? "(none)"}'.");
        }

        if (!ProtocolVersions.IsStateless(version) && MetaKeys.OfStatelessRequests.FirstOrDefault(request.Meta.Has) is { } reserved)
        {
            throw new RpcException(RpcCodes.InvalidRequest, $"'_meta/{reserved}' is for protocol version {ProtocolVersions.Stateless} on, and this is '{version ?? "(none)"}'.");
        }

        return version;
    }

    /// <summary>The revision that <c>initialize</c> agrees on.</summary>
    /// <exception cref="RpcException">It asks for none.</exception>
    public static string Agreed(RpcRequest initialize)
    {
        string asked = initialize.Params.GetText("protocolVersion") ?? throw new RpcException(RpcCodes.InvalidParams, "initialize: 'protocolVersion' is missing");

        // A server MUST answer with another one that it knows; the client decides whether it does with that. The later revision has no initialize,
        // so whoever asks for it by that goes by the earlier ones' rule.
        return ProtocolVersions.WithSessions.Contains(asked) ? asked : ProtocolVersions.LastWithSessions;
    }

    /// <summary>Why an <c>initialize</c> would begin nothing; null where it does.</summary>
    /// <param name="header">As in <see cref="Of"/>; empty for none.</param>
    public static RpcError? Refusal(RpcRequest initialize, string header)
    {
        try
        {
            _ = Of(initialize, header.Length == 0 ? null : header, agreed: null);
            _ = Agreed(initialize);
            return null;
        }
        catch (RpcException e)
        {
            return e.For(initialize.Id);
        }
    }

    private static string? OfOther(RpcRequest request, string? named, string? header, string? agreed)
    {
        string? version = named ?? header;
        if (version is not null && !ProtocolVersions.All.Contains(version))
        {
            throw Unsupported(version, named is null ? ProtocolVersions.All : [ProtocolVersions.Stateless]);
        }

        if (named is not null && agreed is null && !ProtocolVersions.IsStateless(named))
        {
            throw Unsupported(named, [ProtocolVersions.Stateless]);
        }

        if (version is not null && agreed is not null && version != agreed)
        {
            throw new RpcException(RpcCodes.InvalidRequest, $"The protocol version cannot change: it is '{agreed}', and the request says '{version}'.");
        }

        version ??= agreed;
        if (ProtocolVersions.IsStateless(version))
        {
            Described(request, version!);
        }
        else if (version is null && request.Method == Methods.Discover)
        {
            throw Missing(ProtocolVersions.Stateless, MetaKeys.ProtocolVersion);
        }

        return version;
    }

    private static void Described(RpcRequest request, string version)
    {
        if (!request.Meta.Has(MetaKeys.ProtocolVersion))
        {
            throw Missing(version, MetaKeys.ProtocolVersion);
        }

        if (request.Meta.Get<JsonObject>(MetaKeys.ClientCapabilities) is null)
        {
            throw Missing(version, MetaKeys.ClientCapabilities);
        }
    }

    private static RpcException Missing(string version, string key) =>
        new(RpcCodes.InvalidParams, $"Requests using protocol version '{version}' must include '_meta/{key}'.");

    private static RpcException Unsupported(string asked, IReadOnlyList<string> supported) =>
        new(RpcCodes.UnsupportedProtocolVersion, $"Unsupported protocol version '{asked}'.")
        {
            Data = JsonObject.Of(("supported", JsonArray.From(supported.Select(version => (JsonValue)version))), ("requested", asked)),
        };
}

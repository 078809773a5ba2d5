namespace Deckle.Tool.Mcp.Protocol;

/// <summary>The numbers of errors: those of JSON-RPC, and those that MCP adds.</summary>
internal static class RpcCodes
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;

    /// <summary>What JSON-RPC leaves to implementations; servers over HTTP refuse with it.</summary>
    public const int ServerError = -32000;

    /// <summary>Not in the protocol, but what its reference implementations say of a session that is not open.</summary>
    public const int NoSuchSession = -32001;

    /// <summary>Until 2025-11-25; from then on <see cref="InvalidParams"/> (SEP-2164).</summary>
    public const int ResourceNotFound = -32002;

    /// <summary>Headers and body say different things (SEP-2243).</summary>
    public const int HeaderMismatch = -32020;

    public const int MissingClientCapability = -32021;
    public const int UnsupportedProtocolVersion = -32022;
}

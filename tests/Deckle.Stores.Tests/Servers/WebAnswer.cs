using System.Text;

namespace Deckle.Stores.Tests.Servers;

/// <summary>What a <see cref="WebServer"/> answers, and how it goes wrong.</summary>
public sealed record WebAnswer(int Status)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>How many bytes of the body are sent before the connection is cut; null for all of them.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The connection is reset instead of an answer.</summary>
    public bool IsReset { get; init; }

    /// <summary>No answer ever comes.</summary>
    public bool IsSilent { get; init; }

    public static WebAnswer Reset { get; } = new(0) { IsReset = true };

    public static WebAnswer Silence { get; } = new(0) { IsSilent = true };

    public static WebAnswer Of(string body, params (string, string)[] headers) => Of(Encoding.UTF8.GetBytes(body), headers);

    public static WebAnswer Of(byte[] body, params (string, string)[] headers) => new(200) { Body = body, Headers = headers };

    public static WebAnswer Fail(int status, params (string, string)[] headers) => new(status) { Headers = headers };
}

using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Deckle.Stores.Tests.Servers;

/// <summary>A web server that keeps what it is given (RFC 9110: GET, HEAD, PUT, entity tags, conditions, ranges).</summary>
public sealed class MemoryStore
{
    private readonly Lock gate = new();

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    public WebAnswer Answer(WebRequest request)
    {
        lock (gate)
        {
            byte[]? content = Files.GetValueOrDefault(request.Path);
            string? tag = content is null ? null : Tag(content);
            if ((request.Header("If-Match") is { } wanted && wanted != tag) || (request.Header("If-None-Match") == "*" && tag is not null))
            {
                return WebAnswer.Fail(412);
            }

            if (request.Method == "PUT")
            {
                Files[request.Path] = request.Body;
                return WebAnswer.Fail(content is null ? 201 : 204, ("ETag", Tag(request.Body)));
            }

            if (content is null)
            {
                return WebAnswer.Fail(404);
            }

            if (request.Header("Range") is { } range)
            {
                int from = int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
                return new WebAnswer(206) { Body = content[from..], Headers = [("ETag", tag!), ("Content-Range", $"bytes {from}-{content.Length - 1}/{content.Length}")] };
            }

            return WebAnswer.Of(content, ("ETag", tag!));
        }
    }

    public static string Tag(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
}

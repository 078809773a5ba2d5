using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using ModelContextProtocol.Server;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The sessions that are open. Clients forget to close them: the silent ones are, in time, and when there are too many.</summary>
internal sealed class HttpSessions(Func<McpServerOptions> options, TimeProvider time) : IAsyncDisposable
{
    private const int Most = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    private readonly ConcurrentDictionary<string, HttpSession> open = new(StringComparer.Ordinal);

    public async Task<HttpSession> OpenAsync()
    {
        HttpSession[] byUse = [.. open.Values.OrderBy(session => session.LastUsed)];
        foreach (HttpSession session in byUse.Where((session, index) => index <= byUse.Length - Most || time.GetElapsedTime(session.LastUsed) > Longest))
        {
            await CloseAsync(session.Id);
        }

        HttpSession opened = HttpSession.Stateful(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)), options());
        opened.LastUsed = time.GetTimestamp();
        open[opened.Id] = opened;
        return opened;
    }

    public HttpSession? Find(string id)
    {
        if (open.TryGetValue(id, out HttpSession? session))
        {
            session.LastUsed = time.GetTimestamp();
        }

        return session;
    }

    public async Task CloseAsync(string id)
    {
        if (open.TryRemove(id, out HttpSession? session))
        {
            await session.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string id in open.Keys)
        {
            await CloseAsync(id);
        }
    }
}

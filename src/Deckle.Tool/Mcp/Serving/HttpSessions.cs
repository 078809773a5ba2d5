using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The sessions that are open. Clients forget to close them: the silent ones are, in time, and when there are too many.</summary>
internal sealed class HttpSessions(ProtocolServer server, TimeProvider time) : IDisposable
{
    private const int Most = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    private readonly ConcurrentDictionary<string, HttpSession> open = new(StringComparer.Ordinal);

    public HttpSession Open()
    {
        HttpSession[] byUse = [.. open.Values.OrderBy(session => session.LastUsed)];
        foreach (HttpSession session in byUse.Where((session, index) => index <= byUse.Length - Most || time.GetElapsedTime(session.LastUsed) > Longest))
        {
            Close(session.Id);
        }

        var opened = new HttpSession(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)), server) { LastUsed = time.GetTimestamp() };
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

    public void Close(string id)
    {
        if (open.TryRemove(id, out HttpSession? session))
        {
            session.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (string id in open.Keys)
        {
            Close(id);
        }
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The sessions that are open. Clients forget to close them: the silent ones are, in time, and when there are too many.</summary>
internal sealed class HttpSessions(ProtocolServer server, TimeProvider time) : IDisposable
{
    /// <summary>How many may be open at once.</summary>
    public const int Most = 200;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    private readonly Lock gate = new();
    private readonly Dictionary<string, HttpSession> open = new(StringComparer.Ordinal);

    /// <summary>A new session, entered.</summary>
    /// <returns>Null when as many are open as may be, and something is under way in each.</returns>
    public HttpSession? Open()
    {
        lock (gate)
        {
            HttpSession[] silent = [.. open.Values.Where(session => !session.IsInUse).OrderByDescending(session => session.Idle)];
            int surplus = open.Count - Most + 1;
            foreach (HttpSession session in silent.Where((session, index) => index < surplus || session.Idle > Longest))
            {
                Close(session.Id);
            }

            if (open.Count >= Most)
            {
                return null;
            }

            var opened = new HttpSession(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)), server, time);
            opened.Enter();
            open[opened.Id] = opened;
            return opened;
        }
    }

    /// <summary>An open session, entered; null where there is none of that id.</summary>
    public HttpSession? Enter(string id)
    {
        lock (gate)
        {
            HttpSession? session = open.GetValueOrDefault(id);
            session?.Enter();
            return session;
        }
    }

    public void Close(string id)
    {
        lock (gate)
        {
            if (open.Remove(id, out HttpSession? session))
            {
                session.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (string id in open.Keys.ToArray())
            {
                Close(id);
            }
        }
    }
}

using System.Globalization;

namespace Deckle.Tool.Serving.Merging;

/// <summary>The merges that a server shows, by number. The first is the command line's; of others only the latest are kept.</summary>
internal sealed class MergeSessions(MergeSession? first)
{
    private const int Most = 16;

    private readonly Dictionary<int, MergeSession> sessions = [];
    private readonly Lock gate = new();
    private int last;

    public MergeSession? First { get; } = first;

    public int Add(MergeSession session)
    {
        lock (gate)
        {
            sessions[++last] = session;
            sessions.Remove(last - Most);
            return last;
        }
    }

    /// <param name="number">As an address has it; empty or 0 for the first.</param>
    public MergeSession? Find(string? number)
    {
        lock (gate)
        {
            return string.IsNullOrEmpty(number) || number == "0" ? First
                : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) ? sessions.GetValueOrDefault(wanted)
                : null;
        }
    }
}

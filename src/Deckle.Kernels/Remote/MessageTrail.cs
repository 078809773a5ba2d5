using System.Globalization;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>
/// Which messages have come. jupyter_client numbers a kernel's messages in their ids (<c>{session}_{process}_{number}</c>), so that
/// what was under way when a socket broke, and is in nobody's buffer, can be missed.
/// </summary>
internal sealed class MessageTrail
{
    // Only what a server replays can come twice, and that is recent.
    private const int Remembered = 20_000;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly SortedSet<long> numbers = [];
    private string? counted;

    /// <summary>Whether a message is here for the first time.</summary>
    public bool Add(Message message)
    {
        if (message.Id.Length == 0)
        {
            return true;
        }

        if (!known.Add(message.Id))
        {
            return false;
        }

        order.Enqueue(message.Id);
        if (order.Count > Remembered)
        {
            known.Remove(order.Dequeue());
        }

        if (Number(message) is { } number)
        {
            numbers.Add(number);
        }

        return true;
    }

    /// <summary>From now on the numbers of this session's messages are kept.</summary>
    public void Count(string kernelSession) => counted ??= kernelSession;

    /// <summary>Nothing before now matters any more.</summary>
    public void Forget() => numbers.Clear();

    /// <summary>How many messages between two of the kernel's have not come; zero where it does not number them.</summary>
    public int MissingBetween(Message first, Message last)
    {
        if (Number(first) is not { } from || Number(last) is not { } to || to <= from)
        {
            return 0;
        }

        return (int)Math.Min(int.MaxValue, to - from + 1 - numbers.GetViewBetween(from, to).Count);
    }

    private long? Number(Message message)
    {
        // A process that the kernel forked numbers anew.
        int at = message.Id.LastIndexOf('_');
        return counted is not null
            && message.Header.GetText("session") == counted
            && at > counted.Length
            && message.Id.StartsWith(counted, StringComparison.Ordinal)
            && long.TryParse(message.Id.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : null;
    }
}

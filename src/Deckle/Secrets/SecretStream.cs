using System.Buffers;

namespace Deckle.Secrets;

/// <summary>
/// A text that comes in pieces and is redacted wherever the pieces are cut. What could be the beginning of a secret waits for the next piece;
/// when it can wait no longer, only the rest of the secret is replaced.
/// </summary>
public sealed class SecretStream
{
    private readonly SecretRedactor redactor;

    // The end of the text that could begin a secret, and how much of it was passed on already.
    private byte[] pending = [];
    private int passed;

    internal SecretStream(SecretRedactor redactor) => this.redactor = redactor;

    /// <summary>Whether something waits.</summary>
    public bool IsWaiting => pending.Length > passed;

    /// <summary>Takes a piece in UTF-8, cut between characters.</summary>
    /// <returns>What can be passed on now; may be empty.</returns>
    public ReadOnlyMemory<byte> Take(ReadOnlySpan<byte> piece)
    {
        if (pending.Length == 0 && redactor.Unfinished(piece) == 0 && redactor.Find(piece, out _, out _) < 0)
        {
            return piece.ToArray();
        }

        pending = [.. pending, .. piece];
        return Pass(isFinal: false);
    }

    /// <summary>What waits, because it must be passed on now.</summary>
    public ReadOnlyMemory<byte> Flush() => IsWaiting ? Pass(isFinal: true) : ReadOnlyMemory<byte>.Empty;

    private ReadOnlyMemory<byte> Pass(bool isFinal)
    {
        var output = new ArrayBufferWriter<byte>();
        while (redactor.Find(pending, out int length, out byte[] mark) is var at and >= 0)
        {
            // A secret that could be the beginning of a longer one waits, too.
            if (!isFinal && at >= pending.Length - redactor.Unfinished(pending))
            {
                break;
            }

            output.Write(pending.AsSpan(passed, Math.Max(0, at - passed)));
            output.Write(mark);
            pending = pending[(at + length)..];
            passed = 0;
        }

        int keep = pending.Length - redactor.Unfinished(pending);
        int end = isFinal ? pending.Length : keep;
        if (end > passed)
        {
            output.Write(pending.AsSpan(passed, end - passed));
            passed = end;
        }

        pending = pending[keep..];
        passed = Math.Max(0, passed - keep);
        return output.WrittenMemory;
    }
}

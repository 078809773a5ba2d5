namespace Deckle.Tool.Git.Filtering;

/// <summary>The content of one file at a time, in memory that the next one uses again.</summary>
internal sealed class ContentBuffer
{
    // One huge notebook must not hold its memory while thousands of small ones follow.
    private const int MaxKept = 1 << 24;

    private byte[] buffer = [];
    private int length;

    public ReadOnlyMemory<byte> Content => buffer.AsMemory(0, length);

    /// <param name="expected">How many bytes will probably come; 0 where nobody knows.</param>
    public void Start(long expected = 0)
    {
        length = 0;
        if (buffer.Length > MaxKept)
        {
            buffer = [];
        }

        if (expected > buffer.Length && expected <= Array.MaxLength)
        {
            buffer = GC.AllocateUninitializedArray<byte>((int)expected);
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, Math.Max(length + (long)bytes.Length, 2L * length)));
        }

        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }
}

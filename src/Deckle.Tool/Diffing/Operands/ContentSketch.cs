using System.Runtime.InteropServices;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>
/// What is kept of a file to tell how much of it is in another: the hashes of its lines, with how many bytes each stands for. git compares
/// contents the same way for its renames (diffcore-delta.c).
/// </summary>
internal sealed class ContentSketch
{
    // A notebook that is one line is cut as git cuts such lines.
    private const int MaxLine = 64;

    private readonly Dictionary<int, int> bytes = [];
    private readonly int size;

    public ContentSketch(ReadOnlySpan<byte> content)
    {
        size = content.Length;
        while (!content.IsEmpty)
        {
            int end = content[..Math.Min(MaxLine, content.Length)].IndexOf((byte)'\n');
            int length = end < 0 ? Math.Min(MaxLine, content.Length) : end + 1;
            var hash = default(HashCode);
            hash.AddBytes(content[..length]);
            CollectionsMarshal.GetValueRefOrAddDefault(bytes, hash.ToHashCode(), out _) += length;
            content = content[length..];
        }
    }

    /// <summary>How much of the larger file both have, in percent.</summary>
    public int Similarity(ContentSketch other)
    {
        // The difference of sizes alone may say that it is too little.
        (ContentSketch small, ContentSketch large) = bytes.Count < other.bytes.Count ? (this, other) : (other, this);
        int most = Math.Max(size, other.size);
        if (most == 0 || 2L * Math.Min(size, other.size) < most)
        {
            return 0;
        }

        long shared = small.bytes.Sum(part => (long)Math.Min(part.Value, large.bytes.GetValueOrDefault(part.Key)));
        return (int)(shared * 100 / most);
    }
}

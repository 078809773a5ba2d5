using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>The lines of a source that are not blank, without their ends: what stays the same when a cell is cut in two or joined.</summary>
internal sealed class SourceLines
{
    private readonly List<ReadOnlyMemory<byte>> lines;

    private SourceLines(List<ReadOnlyMemory<byte>> lines) => this.lines = lines;

    public int Count => lines.Count;

    /// <summary>A hash of the first line; 0 where there is none.</summary>
    public int Start { get; private init; }

    public static SourceLines Of(ReadOnlyMemory<byte> source)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!source.IsEmpty)
        {
            int length = PythonLines.FirstLength(source.Span);
            ReadOnlyMemory<byte> line = source[..length].TrimEnd(" \t\r\n\v\f"u8);
            if (!line.IsEmpty)
            {
                lines.Add(line);
            }

            source = source[length..];
        }

        var start = default(HashCode);
        start.AddBytes(lines.Count > 0 ? lines[0].Span : []);
        return new SourceLines(lines) { Start = start.ToHashCode() };
    }

    /// <summary>Whether all lines of another stand here, one after the other, from a place on.</summary>
    public bool HasAt(int place, SourceLines other)
    {
        if (place + other.Count > Count)
        {
            return false;
        }

        for (int i = 0; i < other.Count; i++)
        {
            if (!lines[place + i].Span.SequenceEqual(other.lines[i].Span))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Buffers;

namespace Deckle.Text;

/// <summary>One version of a file that holds several, and where its lines stand in that file.</summary>
internal sealed class SplitSide
{
    private readonly ArrayBufferWriter<byte> text = new();
    private readonly List<int> lines = [];

    /// <summary>The version as UTF-8.</summary>
    public ReadOnlyMemory<byte> Text => text.WrittenMemory;

    /// <summary>The line of the whole file that a line of this version is.</summary>
    /// <param name="line">From 1.</param>
    public int LineInFile(int line) => line < 1 || lines.Count == 0 ? line : lines[Math.Min(line, lines.Count) - 1];

    /// <param name="from">The first line to add, from 1.</param>
    /// <param name="to">The line behind the last.</param>
    internal void Add(ReadOnlySpan<byte> file, LineIndex index, int from, int to)
    {
        for (int line = from; line < to; line++)
        {
            lines.Add(line);
        }

        if (from < to)
        {
            text.Write(file[index.Start(from)..(to > index.Count ? file.Length : index.Start(to))]);
        }
    }
}

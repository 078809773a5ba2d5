namespace Deckle.Text;

/// <summary>The lines of a text by offset, so that thousands of places cost one pass. LF, CRLF and CR end a line.</summary>
internal sealed class LineIndex
{
    private readonly List<int> starts = [0];

    public LineIndex(ReadOnlySpan<byte> text)
    {
        for (int at = 0; text[at..].IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var next;)
        {
            at += next + 1;
            if (text[at - 1] == '\n' || at == text.Length || text[at] != '\n')
            {
                starts.Add(at);
            }
        }
    }

    public int Count => starts.Count;

    /// <summary>The offset of the first byte of a line.</summary>
    /// <param name="line">From 1.</param>
    public int Start(int line) => starts[line - 1];

    /// <summary>The line, from 1, of an offset.</summary>
    public int LineOf(int offset)
    {
        int found = starts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }
}

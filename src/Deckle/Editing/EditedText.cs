using System.Buffers;

namespace Deckle.Editing;

/// <summary>
/// A text made of pieces of another and of new ones. Pieces are only noted until the end, so that a small result of a large text takes
/// no more than its own size.
/// </summary>
internal sealed class EditedText(ReadOnlyMemory<byte> source) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> made = new();
    private readonly List<Piece> pieces = [];

    /// <summary>Adds a part of the other text.</summary>
    public void Copy(int start, int end) => Add(new Piece(IsMade: false, start, end));

    public void Advance(int count)
    {
        made.Advance(count);
        Add(new Piece(IsMade: true, made.WrittenCount - count, made.WrittenCount));
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => made.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => made.GetSpan(sizeHint);

    public byte[] ToArray()
    {
        byte[] text = new byte[pieces.Sum(piece => piece.End - piece.Start)];
        int at = 0;
        foreach (Piece piece in pieces)
        {
            (piece.IsMade ? made.WrittenSpan : source.Span)[piece.Start..piece.End].CopyTo(text.AsSpan(at));
            at += piece.End - piece.Start;
        }

        return text;
    }

    private void Add(Piece piece)
    {
        if (pieces.Count > 0 && pieces[^1].IsMade == piece.IsMade && pieces[^1].End == piece.Start)
        {
            pieces[^1] = pieces[^1] with { End = piece.End };
        }
        else if (piece.Start < piece.End)
        {
            pieces.Add(piece);
        }
    }

    private readonly record struct Piece(bool IsMade, int Start, int End);
}

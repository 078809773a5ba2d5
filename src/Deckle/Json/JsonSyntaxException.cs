namespace Deckle.Json;

/// <summary>Text that is not JSON, and where.</summary>
/// <param name="reason">What is wrong, without the place: <c>expected ',' or ']'</c>.</param>
/// <param name="line">Line, from 1. CR, LF and CRLF end a line.</param>
/// <param name="column">Column in code points, from 1.</param>
/// <param name="offset">Offset in bytes, from 0.</param>
public sealed class JsonSyntaxException(string reason, int line, int column, int offset)
    : Exception($"line {line}, column {column}: {reason}")
{
    public string Reason { get; } = reason;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public int Offset { get; } = offset;
}

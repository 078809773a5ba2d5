namespace Deckle.Json;

/// <summary>Where a value stands in the bytes it was read from. Not part of the value: two equal values may stand in different places.</summary>
/// <param name="Start">Offset in bytes of the first byte; <c>-1</c> for a value that was not read.</param>
/// <param name="End">Offset in bytes behind the last byte.</param>
public readonly record struct JsonSpan(int Start, int End)
{
    /// <summary>The place of a value that was made, not read.</summary>
    public static JsonSpan None { get; } = new(-1, -1);

    public int Length => End - Start;

    public bool IsNone => Start < 0;
}

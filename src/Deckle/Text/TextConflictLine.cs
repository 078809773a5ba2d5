using System.Text;

namespace Deckle.Text;

/// <summary>A line that is a marker of a conflict.</summary>
/// <param name="Mark">The character it is made of: <c>&lt; | = &gt;</c>.</param>
/// <param name="Size">How many there are: 7, or what <c>conflict-marker-size</c> says; more for conflicts inside what was there before both changes.</param>
/// <param name="Label">What stands behind them.</param>
public readonly record struct TextConflictLine(char Mark, int Size, string Label)
{
    /// <summary>The fewest characters a marker has.</summary>
    public const int LeastSize = 7;

    // A label is the name of a branch, a commit or a file.
    private const int LongestLine = 500;

    /// <summary>The marker a line is; null for any other line, and for several.</summary>
    /// <param name="line">Without its line end.</param>
    public static TextConflictLine? Read(string line)
    {
        if (line.Length is < LeastSize or > LongestLine || line[0] is not ('<' or '|' or '=' or '>') || line.AsSpan().ContainsAny('\n', '\r'))
        {
            return null;
        }

        int size = line.AsSpan().IndexOfAnyExcept(line[0]);
        size = size < 0 ? line.Length : size;
        return size >= LeastSize && (size == line.Length || (line[size] == ' ' && line[0] != '='))
            ? new TextConflictLine(line[0], size, line[size..].Trim())
            : null;
    }

    /// <inheritdoc cref="Read(string)"/>
    internal static TextConflictLine? Read(ReadOnlySpan<byte> line) =>
        line.Length is < LeastSize or > LongestLine || line[0] is not ((byte)'<' or (byte)'|' or (byte)'=' or (byte)'>')
            ? null
            : Read(Encoding.UTF8.GetString(line));
}

using System.Numerics;
using Deckle.Json;

namespace Deckle.Batches;

/// <summary>A parameter and the values that a grid gives it, each once.</summary>
public sealed class GridAxis
{
    // Values beside a range are held, so that repeated ones are found; a range alone has none and may be of any length.
    private const int MaxHeld = 1_000_000;

    private GridAxis(string name, IEnumerable<JsonValue> values, BigInteger count, BigInteger repeated)
    {
        Name = name;
        Values = values;
        Count = count;
        Repeated = repeated;
    }

    public string Name { get; }

    /// <summary>In the order in which they were written; those of a range are made when they are asked for.</summary>
    public IEnumerable<JsonValue> Values { get; }

    public BigInteger Count { get; }

    /// <summary>How many values were left out because they stood there before.</summary>
    public BigInteger Repeated { get; }

    /// <summary>
    /// Reads <c>alpha=0.1,0.2</c>, <c>n=1..5</c>, <c>rate=0.1..0.5..0.1</c>, or any of it in a row. Values are typed as papermill's <c>-p</c> types them;
    /// in quotes, or with <c>\,</c> for a comma, they are text; <c>[1, 2]</c> and <c>{"a": 1}</c> are JSON.
    /// </summary>
    /// <exception cref="DeckleException"><c>grid-invalid</c>.</exception>
    public static GridAxis Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? "" : text[..equals].Trim();
        if (name.Length == 0)
        {
            throw ParameterSetErrors.Grid(text, "not NAME=VALUES");
        }

        IReadOnlyList<IEnumerable<JsonValue>> parts = new GridValueReader(text, equals + 1).Read();
        if (parts is [GridRange range])
        {
            return new GridAxis(name, range, range.Count, BigInteger.Zero);
        }

        BigInteger count = parts.Aggregate(BigInteger.Zero, (sum, part) => sum + (part is GridRange longer ? longer.Count : 1));
        if (count > MaxHeld)
        {
            throw ParameterSetErrors.Grid(text, $"more than {MaxHeld} values in parts");
        }

        JsonValue[] distinct = [.. parts.SelectMany(part => part).Distinct()];
        return new GridAxis(name, distinct, distinct.Length, count - distinct.Length);
    }
}

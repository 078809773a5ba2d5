using System.Text.RegularExpressions;

namespace Deckle.Parameters;

/// <summary>Reads the kind of a value from a type's name or from the source of a literal, in any of the languages.</summary>
internal static partial class TypeReader
{
    /// <summary>The kind that a declared type stands for: <c>int | None</c> and <c>Optional[int]</c> are integers.</summary>
    public static ParameterType FromName(string typeName)
    {
        string name = OptionalPattern().Replace(typeName.Trim().Trim('"', '\''), "${inner}").Trim().TrimEnd('?').Trim();
        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return ParameterType.List;
        }

        string outer = OuterPattern().Match(name).Groups["outer"].Value;
        string bare = outer[(outer.LastIndexOf('.') + 1)..].ToUpperInvariant();
        return bare switch
        {
            "NONE" or "NONETYPE" or "NOTHING" or "NULL" => ParameterType.Null,
            "BOOL" or "BOOLEAN" or "BOOL_" or "LOGICAL" => ParameterType.Boolean,
            "INT" or "INTEGER" or "LONG" or "SHORT" or "BYTE" or "INT8" or "INT16" or "INT32" or "INT64" or "INT128" or "UINT" or "UINT8" or "UINT16" or "UINT32"
                or "UINT64" or "BIGINT" or "BIGINTEGER" => ParameterType.Integer,
            "FLOAT" or "DOUBLE" or "NUMBER" or "NUMERIC" or "SINGLE" or "REAL" or "FLOAT16" or "FLOAT32" or "FLOAT64" or "DECIMAL" => ParameterType.Number,
            "STR" or "STRING" or "CHARACTER" or "CHAR" => ParameterType.String,
            "LIST" or "SEQ" or "SEQUENCE" or "ARRAY" or "VECTOR" or "TUPLE" or "SET" or "ITERABLE" or "NDARRAY" => ParameterType.List,
            "DICT" or "DICTIONARY" or "MAP" or "MAPPING" or "HASHTABLE" or "RECORD" or "OBJECT" => ParameterType.Map,
            _ => ParameterType.Unknown,
        };
    }

    /// <summary>The kind of a literal; unknown for a call, a name or any other expression.</summary>
    public static ParameterType FromLiteral(string source)
    {
        string text = source.Trim();
        return text switch
        {
            "None" or "NULL" or "null" or "nothing" or "$null" or "$Null" or "undefined" => ParameterType.Null,
            "True" or "False" or "TRUE" or "FALSE" or "true" or "false" or "$true" or "$false" or "$True" or "$False" => ParameterType.Boolean,
            _ when IntegerPattern().IsMatch(text) => ParameterType.Integer,
            _ when NumberPattern().IsMatch(text) => ParameterType.Number,
            _ when StringPattern().IsMatch(text) => ParameterType.String,
            ['[', .., ']'] or ['@', '(', .., ')'] or ['(', .., ')'] => ParameterType.List,
            ['{', .., '}'] or ['@', '{', .., '}'] => ParameterType.Map,
            _ when ListPattern().IsMatch(text) => ParameterType.List,
            _ when MapPattern().IsMatch(text) => ParameterType.Map,
            _ => ParameterType.Unknown,
        };
    }

    [GeneratedRegex(@"^(?:(?:typing\.)?Optional\[(?<inner>.+)\]|Option\[(?<inner>.+)\]|(?<inner>.+?)\s*\|\s*(?:None|null|undefined)|(?:None|null|undefined)\s*\|\s*(?<inner>.+)|(?<inner>.+?)\s+option)$")]
    private static partial Regex OptionalPattern();

    [GeneratedRegex(@"^(?<outer>[\w.]*)")]
    private static partial Regex OuterPattern();

    [GeneratedRegex(@"^[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*)[LlIn]?$")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[+-]?(?:(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?[fFdDmM]?|nan|NaN|inf|Inf|Infinity|float\(['""][+-]?(?:nan|inf)['""]\))$")]
    private static partial Regex NumberPattern();

    // One string from end to end: what is between the quotes holds that quote only escaped or doubled.
    [GeneratedRegex(@"^(?:[rRbBfFuU$@]{0,2})(?:""""""[\s\S]*""""""|'''[\s\S]*'''|""(?:[^""\\]|\\[\s\S]|"""")*""|'(?:[^'\\]|\\[\s\S]|'')*'|`(?:[^`\\]|\\[\s\S])*`)$")]
    private static partial Regex StringPattern();

    [GeneratedRegex(@"^(?:c|Seq|List|Array|Vector|new\s*[\w<>]*\s*\[\s*\])\s*[({]")]
    private static partial Regex ListPattern();

    [GeneratedRegex(@"^(?:list|dict|Dict|Map|containers\.Map|new\s+Dictionary<.*>)\s*[({]")]
    private static partial Regex MapPattern();
}

namespace Deckle.Regexes;

/// <summary>The flags of Python's <c>re</c> for text.</summary>
[Flags]
public enum PythonRegexFlags
{
    None = 0,

    /// <summary><c>re.I</c>, <c>(?i)</c>.</summary>
    IgnoreCase = 1,

    /// <summary><c>re.M</c>, <c>(?m)</c>: <c>^</c> and <c>$</c> also match at line ends.</summary>
    Multiline = 2,

    /// <summary><c>re.S</c>, <c>(?s)</c>: the dot matches line feeds too.</summary>
    DotAll = 4,

    /// <summary><c>re.X</c>, <c>(?x)</c>: space and comments in the pattern do not count.</summary>
    Verbose = 8,

    /// <summary><c>re.A</c>, <c>(?a)</c>: <c>\w</c>, <c>\d</c>, <c>\s</c> and <c>\b</c> know ASCII only.</summary>
    Ascii = 16,
}

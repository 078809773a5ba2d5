namespace Deckle.Regexes;

/// <summary>What <c>(?i-s:</c> changes.</summary>
internal readonly record struct InlineFlags(PythonRegexFlags On, PythonRegexFlags Off, bool IsUnicode)
{
    public const string Letters = "iLmsxau";

    public static PythonRegexFlags Of(char letter) => letter switch
    {
        'i' => PythonRegexFlags.IgnoreCase,
        'm' => PythonRegexFlags.Multiline,
        's' => PythonRegexFlags.DotAll,
        'x' => PythonRegexFlags.Verbose,
        'a' => PythonRegexFlags.Ascii,
        _ => PythonRegexFlags.None,
    };

    public PythonRegexFlags Apply(PythonRegexFlags flags) => (IsUnicode ? flags & ~PythonRegexFlags.Ascii : flags) & ~Off | On;

    /// <summary>What opens a group in .NET. Verbose and ASCII mode are the translator's own affair.</summary>
    public string Opening() => Off == 0 || ToLetters(Off).Length == 0 ? $"(?{ToLetters(On)}:" : $"(?{ToLetters(On)}-{ToLetters(Off)}:";

    private static string ToLetters(PythonRegexFlags flags) => string.Concat("ims".Where(letter => flags.HasFlag(Of(letter))));
}

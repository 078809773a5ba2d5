using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>A cell's first line that gives it to another language: <c>%%bash -s a</c>, in .NET notebooks <c>#!fsharp</c>.</summary>
internal static class LanguageMagic
{
    // IPython's cell magics that are languages; the languages of scripts come to them.
    private static readonly HashSet<string> Magics =
    [
        .. ScriptLanguages.All.Select(language => language.Name),
        "R", "bash", "sh", "python2", "python3", "javascript", "js", "perl", "html", "latex", "markdown", "pypy", "ruby", "script", "svg", "matlab", "octave",
        "idl", "robotframework", "sas", "spark", "sql", "cython", "haskell", "tcl", "gnuplot", "wolfram language", "c#", "f#", "cs", "fs",
    ];

    public static string Sign(ScriptLanguage main) => main.Name is "csharp" or "fsharp" ? "#!" : "%%";

    /// <summary>The metadata <c>language</c> and <c>magic_args</c> of a first line; null for any other line.</summary>
    public static JsonObject? Read(string line, ScriptLanguage main)
    {
        string sign = Sign(main);
        if (!line.StartsWith(sign, StringComparison.Ordinal))
        {
            return null;
        }

        string[] words = line[sign.Length..].Split(' ', 2);
        if (!Magics.Contains(words[0]) || ScriptLanguages.AreSame(words[0], main.Name) || (words.Length == 2 && words[1].Length == 0))
        {
            return null;
        }

        JsonObject metadata = JsonObject.Of(("language", words[0]));
        return words.Length == 2 ? metadata.With("magic_args", words[1]) : metadata;
    }
}

using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>The languages of scripts, with jupytext's extensions and comment signs.</summary>
public static class ScriptLanguages
{
    public static ScriptLanguage Python { get; } = new("python", ".py", "#");

    /// <summary>The first of a name is the one that notebooks are written as.</summary>
    public static IReadOnlyList<ScriptLanguage> All { get; } =
    [
        Python,
        new("R", ".R", "#"),
        new("R", ".r", "#"),
        new("julia", ".jl", "#"),
        new("csharp", ".cs", "//"),
        new("fsharp", ".fsx", "//"),
        new("fsharp", ".fs", "//"),
        new("bash", ".sh", "#"),
        new("powershell", ".ps1", "#"),
        new("javascript", ".js", "//"),
        new("typescript", ".ts", "//"),
        new("scala", ".scala", "//"),
        new("java", ".java", "//"),
        new("groovy", ".groovy", "//"),
        new("c++", ".cpp", "//"),
        new("rust", ".rs", "//"),
        new("go", ".go", "//"),
        new("lua", ".lua", "--"),
        new("haskell", ".hs", "--"),
        new("ocaml", ".ml", "(*", "*)"),
        new("wolfram language", ".wolfram", "(*", "*)"),
        new("maxima", ".mac", "/*", "*/"),
        new("sas", ".sas", "/*", "*/"),
        new("matlab", ".m", "%"),
        new("logtalk", ".lgt", "%"),
        new("logtalk", ".logtalk", "%"),
        new("clojure", ".clj", ";;"),
        new("scheme", ".scm", ";;"),
        new("scheme", ".ss", ";;"),
        new("idl", ".pro", ";"),
        new("q", ".q", "/"),
        new("stata", ".do", "//"),
        new("coconut", ".coco", "#"),
        new("sage", ".sage", "#"),
        new("xonsh", ".xsh", "#"),
        new("sos", ".sos", "#"),
        new("tcl", ".tcl", "#"),
        new("gnuplot", ".gp", "#"),
        new("robotframework", ".robot", "#"),
        new("robotframework", ".resource", "#"),
    ];

    /// <summary>The language of a file; null for an ending that no language has. <c>.R</c> and <c>.r</c> are both R; otherwise case does not matter.</summary>
    public static ScriptLanguage? OfFile(string path) => OfExtension(Path.GetExtension(path));

    /// <param name="extension">With the dot.</param>
    public static ScriptLanguage? OfExtension(string extension) =>
        All.FirstOrDefault(language => language.Extension == extension)
        ?? All.FirstOrDefault(language => language.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>By the name that a kernel gives its language, such as <c>C#</c>, <c>c++17</c> or <c>octave</c>.</summary>
    public static ScriptLanguage? OfName(string name)
    {
        string usual = Usual(name);
        return All.FirstOrDefault(language => language.Name.Equals(usual, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The language of a notebook's code; null where the notebook does not say, or names one that is not known here.</summary>
    public static ScriptLanguage? Of(Notebook notebook) =>
        (notebook.Metadata.Get<JsonObject>("jupytext")?.GetText("main_language") ?? notebook.Language) is { } name ? OfName(name) : null;

    public static bool AreSame(string one, string other) => Usual(one).Equals(Usual(other), StringComparison.OrdinalIgnoreCase);

    private static string Usual(string name)
    {
        string lower = name.ToLowerInvariant();
        return lower switch
        {
            "c#" or "cs" => "csharp",
            "f#" or "fs" => "fsharp",
            "octave" => "matlab",
            "ipython" or "python3" or "python2" => "python",
            "sh" => "bash",
            "js" => "javascript",
            "pwsh" => "powershell",
            _ => lower.StartsWith("c++", StringComparison.Ordinal) ? "c++" : lower,
        };
    }
}

using System.Collections.Frozen;

namespace Deckle.Parameters.Translators;

/// <summary>The languages that parameters can be written in, by the names of kernels and languages.</summary>
public static class TranslatorCatalog
{
    private static readonly (Translator Translator, string[] Names)[] All =
    [
        (new PythonTranslator(), ["python", "python2", "python3", "ipython", "ipython3", "xpython", "pyodide", "pysparkkernel", "pyspark"]),
        (new RTranslator(), ["r", "ir", "irkernel", "xr", "sparkrkernel"]),
        (new JuliaTranslator(), ["julia"]),
        (new ScalaTranslator(), ["scala", "scala212", "scala213", "scala3", "almond", "sparkkernel", "spylon-kernel", "apache_toree_scala"]),
        (new MatlabTranslator(), ["matlab", "imatlab", "jupyter_matlab_kernel", "matlab_kernel"]),
        (new OctaveTranslator(), ["octave", "xoctave"]),
        (new CSharpTranslator(), [".net-csharp", "c#", "csharp"]),
        (new FSharpTranslator(), [".net-fsharp", "f#", "fsharp"]),
        (new PowerShellTranslator(), [".net-powershell", ".net-pwsh", "powershell", "pwsh"]),
        (new BashTranslator(), ["bash", "xbash"]),
        (JavaScriptTranslator.Script, ["javascript", "js", "node", "nodejs", "ijavascript", "xjavascript"]),
        (JavaScriptTranslator.Module, ["typescript", "ts", "deno", "tslab", "jslab"]),
    ];

    private static readonly FrozenDictionary<string, Translator> ByName =
        All.SelectMany(entry => entry.Names.Select(name => (name, entry.Translator)))
            .ToFrozenDictionary(pair => pair.name, pair => pair.Translator, StringComparer.OrdinalIgnoreCase);

    /// <summary>The languages' names: <c>Python</c>, <c>R</c>, ...</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. All.Select(entry => entry.Translator.Language)];

    /// <summary>The translator for a kernel's name, else for a language's name. Case does not matter.</summary>
    /// <exception cref="DeckleException"><c>parameter-language-unsupported</c>, with the supported languages.</exception>
    public static Translator Find(string? kernelName, string? language) =>
        TryFind(kernelName, language) ?? throw TranslatorErrors.Unsupported(kernelName, language, string.Join(", ", Languages));

    /// <summary>As <see cref="Find"/>; null where there is none.</summary>
    public static Translator? TryFind(string? kernelName, string? language) => ByKernel(kernelName) ?? ByLanguage(language);

    // IJulia names its kernels by version: julia-1.10.
    private static Translator? ByKernel(string? name) =>
        name is not null && name.StartsWith("julia-", StringComparison.OrdinalIgnoreCase) ? ByName["julia"] : ByLanguage(name);

    private static Translator? ByLanguage(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}

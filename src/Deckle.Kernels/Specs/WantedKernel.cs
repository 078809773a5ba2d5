using Deckle.Json;

namespace Deckle.Kernels.Specs;

/// <summary>What a notebook's metadata says about its kernel.</summary>
internal sealed record WantedKernel(string? Name, string? DisplayName, string? Language)
{
    public static WantedKernel Of(Notebook notebook)
    {
        string? name = Filled(notebook.KernelName);
        string? title = Filled(notebook.KernelDisplayName);

        // kernelspec.language is kernel.json's own word; language_info may be that of an editor (polyglot-notebook for C#).
        string? language = Filled(notebook.Metadata.Get<JsonObject>("kernelspec")?.GetText("language")) ?? Filled(notebook.Language) ?? Guess(name);
        return new WantedKernel(name, title, language);
    }

    /// <summary>
    /// The language by the name, for the many notebooks that hold nothing else: <c>python3</c>, <c>conda-env-report-py</c>, <c>ir</c>, <c>julia-1.10</c>.
    /// </summary>
    private static string? Guess(string? name) => name?.ToLowerInvariant() switch
    {
        null => null,
        { } text when text.StartsWith("python", StringComparison.Ordinal) || text.EndsWith("-py", StringComparison.Ordinal) => "python",
        { } text when text == "ir" || text.EndsWith("-r", StringComparison.Ordinal) => "R",
        { } text when text.StartsWith("julia", StringComparison.Ordinal) => "julia",
        _ => null,
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

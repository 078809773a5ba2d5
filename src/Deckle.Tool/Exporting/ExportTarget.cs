using Deckle.Exporting;
using Deckle.Scripts;
using Deckle.Text;

namespace Deckle.Tool.Exporting;

/// <summary>What <c>--to</c> names.</summary>
/// <param name="Language">The language of a <c>py:percent</c> script; null for the notebook's own, and for other formats.</param>
internal sealed record ExportTarget(ExportKind Kind, ScriptLanguage? Language = null)
{
    private const string PercentSuffix = ":percent";

    // nbconvert's names, and short ones.
    private static readonly (string Name, ExportKind Kind)[] Names =
    [
        ("html", ExportKind.Html), ("slides", ExportKind.Slides), ("pdf", ExportKind.Pdf), ("webpdf", ExportKind.Pdf), ("markdown", ExportKind.Markdown), ("md", ExportKind.Markdown),
        ("script", ExportKind.Script), ("python", ExportKind.Script), ("rst", ExportKind.Rst), ("latex", ExportKind.Latex), ("tex", ExportKind.Latex),
        ("percent", ExportKind.Percent), ("auto:percent", ExportKind.Percent), ("notebook", ExportKind.Notebook), ("ipynb", ExportKind.Notebook),
    ];

    /// <exception cref="DeckleException"><c>export-format-unknown</c>, <c>script-language-unknown</c>.</exception>
    public static ExportTarget Parse(string name)
    {
        foreach ((string known, ExportKind kind) in Names)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return new(kind);
            }
        }

        if (name.EndsWith(PercentSuffix, StringComparison.Ordinal))
        {
            string ending = name[..^PercentSuffix.Length];
            return new(ExportKind.Percent, ScriptLanguages.OfExtension("." + ending.TrimStart('.')) ?? throw ScriptErrors.UnknownLanguage(name));
        }

        string[] all = [.. Names.Select(known => known.Name), "py:percent"];
        throw ExportErrors.UnknownFormat(name, all, NearestName.Of(name, all));
    }

    /// <summary>The ending of a notebook's document.</summary>
    /// <exception cref="DeckleException"><c>script-language-unknown</c>.</exception>
    public string Extension(Notebook notebook) => Kind switch
    {
        ExportKind.Html => ".html",
        ExportKind.Slides => ".slides.html",
        ExportKind.Pdf => ".pdf",
        ExportKind.Markdown => ".md",
        ExportKind.Script => ScriptExporter.Extension(notebook),
        ExportKind.Rst => ".rst",
        ExportKind.Latex => ".tex",
        ExportKind.Percent => PercentLanguage(notebook).Extension,
        _ => ".ipynb",
    };

    /// <summary>The language of a percent script of a notebook.</summary>
    /// <exception cref="DeckleException"><c>script-language-unknown</c>, <c>script-language-mismatch</c>.</exception>
    public ScriptLanguage PercentLanguage(Notebook notebook)
    {
        ScriptLanguage? own = ScriptLanguages.Of(notebook);
        return Language is null ? own ?? throw ScriptErrors.NoLanguage(notebook.Language)
            : own is null || ScriptLanguages.AreSame(own.Name, Language.Name) ? Language
            : throw ScriptErrors.OtherLanguage(own.Name, Language);
    }
}

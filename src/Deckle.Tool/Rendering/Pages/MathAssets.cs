using System.Text.RegularExpressions;

namespace Deckle.Tool.Rendering.Pages;

/// <summary>KaTeX for a page: its script, and its styles with the fonts that the page's formulas need.</summary>
internal static partial class MathAssets
{
    // What each font is for: KaTeX takes the others in every formula, these only where a command asks for them.
    private static readonly (string Font, string[] Commands)[] OnDemand =
    [
        ("Caligraphic", ["\\cal", "\\mathcal"]),
        ("Fraktur", ["\\frak", "\\mathfrak", "\\bf", "\\boldsymbol"]),
        ("SansSerif", ["\\sf", "\\mathsf", "\\textsf"]),
        ("Script", ["\\scr", "\\mathscr", "\\scr"]),
        ("Typewriter", ["\\tt", "\\mathtt", "\\texttt", "\\verb", "\\url"]),
        ("Math-BoldItalic", ["\\bm", "\\boldsymbol", "\\bold"]),
        ("Main-BoldItalic", ["\\bm", "\\boldsymbol", "\\textbf", "\\bf", "\\bold"]),
        ("Main-Bold", ["\\bf", "\\mathbf", "\\bm", "\\boldsymbol", "\\textbf", "\\bold", "\\pmb"]),
        ("Main-Italic", ["\\it", "\\mathit", "\\textit", "\\emph", "\\pounds", "\\mathsterling"]),
    ];

    // The commands of the plain fonts, which do not need the one for AMS symbols. What is not in this list may.
    private static readonly string[] Plain =
        (" \\frac \\sum \\int \\prod \\sqrt \\left \\right \\cdot \\times \\alpha \\beta \\gamma \\delta \\epsilon \\varepsilon \\zeta \\eta \\theta \\iota \\kappa \\lambda "
        + "\\mu \\nu \\xi \\pi \\rho \\sigma \\tau \\phi \\varphi \\chi \\psi \\omega \\Gamma \\Delta \\Theta \\Lambda \\Xi \\Pi \\Sigma \\Phi \\Psi \\Omega \\infty \\partial "
        + "\\nabla \\to \\rightarrow \\leftarrow \\Rightarrow \\le \\leq \\ge \\geq \\ne \\neq \\approx \\sim \\in \\log \\ln \\exp \\sin \\cos \\tan \\max \\min \\lim \\text "
        + "\\mathrm \\mathbf \\mathit \\mathcal \\hat \\bar \\tilde \\vec \\dot \\ldots \\cdots \\dots \\quad \\qquad \\begin \\end \\displaystyle \\label \\tag \\pm \\mp \\mid "
        + "\\operatorname \\overline \\underline \\limits \\big \\Big \\bigg \\Bigg \\binom \\forall \\exists \\cup \\cap \\subset \\subseteq \\equiv \\propto \\langle \\rangle "
        + "\\lfloor \\rfloor \\lceil \\rceil \\textbf \\textit \\textrm \\mathsf \\mathtt \\top \\circ \\star \\ast \\oplus \\otimes \\perp \\parallel \\hbar \\ell \\prime ")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static string Script { get; } = "katex/katex.min.js";

    /// <summary>KaTeX's styles with fonts as data URIs. Fonts that no formula needs are left out: they are most of the size.</summary>
    public static string Styles(IReadOnlyList<string> tex)
    {
        HashSet<string> commands = [.. tex.SelectMany(formula => Command().Matches(formula)).Select(match => match.Value)];
        string css = PageAssets.Text("katex/katex.min.css");
        return FontFace().Replace(css, face =>
        {
            string font = face.Groups["font"].Value;
            return IsNeeded(font, commands)
                ? OldFormats().Replace(face.Value.Replace(
                    $"fonts/KaTeX_{font}.woff2",
                    $"data:font/woff2;base64,{Convert.ToBase64String(PageAssets.Bytes($"katex/fonts/KaTeX_{font}.woff2"))}",
                    StringComparison.Ordinal), "")
                : "";
        });
    }

    private static bool IsNeeded(string font, HashSet<string> commands)
    {
        if (font.StartsWith("AMS", StringComparison.Ordinal))
        {
            return commands.Any(command => !Plain.Contains(command));
        }

        IEnumerable<string[]> asking = OnDemand.Where(entry => font.StartsWith(entry.Font, StringComparison.Ordinal)).Select(entry => entry.Commands);
        string[][] lists = [.. asking];
        return lists.Length == 0 || lists[0].Any(commands.Contains);
    }

    [GeneratedRegex(@"@font-face\{[^}]*?fonts/KaTeX_(?<font>[\w-]+)\.woff2[^}]*\}")]
    private static partial Regex FontFace();

    [GeneratedRegex(@",url\([^)]*\) format\(""(woff|truetype)""\)")]
    private static partial Regex OldFormats();

    [GeneratedRegex(@"\\[A-Za-z]+")]
    private static partial Regex Command();
}

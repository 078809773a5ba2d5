using System.Text;

namespace Deckle.Tool.Exporting.Latex;

/// <summary>Text that LaTeX takes literally.</summary>
internal static class LatexText
{
    /// <summary>In running text.</summary>
    public static string Escape(string text) => Each(text, c => c switch
    {
        '\\' => "\\textbackslash{}",
        '{' or '}' or '$' or '&' or '#' or '_' or '%' => $"\\{c}",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '|' => "\\textbar{}",

        // Behind a line break or an item a bracket opens an option.
        '[' or ']' => $"{{{c}}}",
        '"' => "\\textquotedbl{}",
        _ => null,
    });

    /// <summary>In a Verbatim environment whose <c>commandchars</c> are <c>\{}</c>.</summary>
    public static string Verbatim(string text) => Each(text, c => c switch
    {
        '\\' => "\\textbackslash{}",
        '{' or '}' => $"\\{c}",
        _ => null,
    });

    /// <summary>An address in <c>\href</c> or <c>\includegraphics</c>.</summary>
    public static string Url(string url) => Each(url, c => c switch
    {
        '%' or '#' or '&' or '_' => $"\\{c}",
        '\\' => "/",
        '{' => "\\%7B",
        '}' => "\\%7D",
        '^' => "\\%5E",
        '~' => "\\string~",
        _ => null,
    });

    // A character that no font shows, and that TeX stops at, is left out.
    private static string Each(string text, Func<char, string?> replace)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            if (replace(c) is { } replacement)
            {
                result.Append(replacement);
            }
            else if (!char.IsControl(c) || c is '\n' or '\t')
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}

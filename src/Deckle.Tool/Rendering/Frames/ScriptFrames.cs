using System.Security.Cryptography;
using System.Text;
using Deckle.Tool.Rendering.Sanitizing;

namespace Deckle.Tool.Rendering.Frames;

/// <summary>
/// Outputs that bring scripts (plotly, bokeh, anything hostile) run in frames of an origin of their own: <c>sandbox</c> with
/// <c>allow-scripts</c> and nothing else. A frame inherits the page's policy, so its scripts run by their hashes and reach no network.
/// </summary>
internal sealed class ScriptFrames
{
    // A script of this size defines something, such as plotly.js, that the outputs after it use.
    private const int LibraryFrom = 64 * 1024;

    private static readonly string[] ScriptTypes =
        ["", "text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript", "application/ecmascript", "module"];

    private readonly HashSet<string> hashes = new(StringComparer.Ordinal);
    private int libraries;

    public int Count { get; private set; }

    /// <summary>The hashes of the frames' scripts, as a policy lists them.</summary>
    public IEnumerable<string> Hashes => hashes;

    /// <summary>Whether HTML brings a script. Data in script elements (templates, JSON) is none.</summary>
    public static bool HasScript(string html)
    {
        if (!html.Contains("<script", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var tokens = new HtmlTokenizer(html);
        while (tokens.Read())
        {
            if (tokens.Kind == HtmlTokenKind.Start && tokens.Name == "script" && IsScript(tokens))
            {
                return true;
            }

            SkipRawText(tokens);
        }

        return false;
    }

    /// <summary>Writes a frame. The page's script starts it, and shows it once it has a height; until then, and if it fails, the fallback stands.</summary>
    public void Write(HtmlWriter html, string content, string label, Action<HtmlWriter> fallback)
    {
        Count++;
        var scripts = new List<string>();
        string framed = Prepare(content, scripts);
        html.Raw("<figure class=\"deckle-frame\"><iframe sandbox=\"allow-scripts\" height=\"0\"")
            .Attribute("title", label)
            .Attribute("data-libraries", libraries.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Attribute("data-html", framed)
            .Raw("></iframe><section class=\"deckle-frame-fallback\">");
        fallback(html);
        html.Raw("</section></figure>");
        foreach (string library in scripts.Where(script => script.Length >= LibraryFrom))
        {
            libraries++;
            html.Raw("<span hidden").Attribute("data-library", library).Raw("></span>");
        }
    }

    /// <summary>Code of <c>application/javascript</c> outputs. <c>element</c> is, as in Jupyter, what the output may fill.</summary>
    public void WriteScript(HtmlWriter html, string code, string label) =>
        Write(html, $"<div id=\"element\"></div><script>var element = document.getElementById('element');\n{code.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)}\n</script>", label, _ => { });

    // Scripts from elsewhere would be refused, with a message in the console for each; they are left out.
    private string Prepare(string content, List<string> scripts)
    {
        var framed = new StringBuilder(content.Length);
        var tokens = new HtmlTokenizer(content);
        while (tokens.Read())
        {
            int start = tokens.Start;
            if (tokens.Kind != HtmlTokenKind.Start || tokens.Name != "script")
            {
                SkipRawText(tokens);
                Append(start);
                continue;
            }

            bool isScript = IsScript(tokens);
            bool isElsewhere = tokens.Attribute("src") is not null;
            string code = tokens.SkipRawText("script");
            if (isScript && !isElsewhere)
            {
                scripts.Add(code);
                hashes.Add(Hash(code));
            }

            if (!isElsewhere)
            {
                Append(start);
            }
        }

        return framed.ToString();

        void Append(int from) => framed.Append(content, from, tokens.End - from);
    }

    /// <summary>A script's hash as <c>script-src</c> has it. Browsers hash what they parsed, with line feeds for line ends.</summary>
    public static string Hash(string script)
    {
        string parsed = script.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\0', '\ufffd');
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(parsed)))}'";
    }

    private static bool IsScript(HtmlTokenizer tokens) =>
        ScriptTypes.Contains((tokens.Attribute("type") ?? "").Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase);

    private static void SkipRawText(HtmlTokenizer tokens)
    {
        if (tokens.Kind == HtmlTokenKind.Start && AllowedHtml.RawText.Contains(tokens.Name))
        {
            tokens.SkipRawText(tokens.Name);
        }
    }
}

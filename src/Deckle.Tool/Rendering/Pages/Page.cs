using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Frames;

namespace Deckle.Tool.Rendering.Pages;

/// <summary>
/// A whole HTML page that needs nothing besides itself, under a policy that lets it load nothing and run only the scripts that were put
/// into it here.
/// </summary>
internal sealed record Page
{
    public required string Title { get; init; }

    public PageTheme Theme { get; init; } = PageTheme.Auto;

    /// <summary>The classes of the body.</summary>
    public string BodyClass { get; init; } = "";

    /// <summary>Names of style sheets in <c>Rendering/Assets</c>.</summary>
    public IReadOnlyList<string> Styles { get; init; } = ["notebook.css"];

    /// <summary>Names of scripts in <c>Rendering/Assets</c>, run in this order once the page is there.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Writes the page around its content.</summary>
    /// <param name="context">What the content's cells need: frames, mathematics.</param>
    public HtmlWriter Write(HtmlWriter body, RenderContext context)
    {
        bool hasMath = context.Tex.Count > 0;
        bool hasFrames = context.Frames.Count > 0;
        List<string> scripts = [];
        if (hasMath)
        {
            scripts.Add(PageAssets.Text(MathAssets.Script));
            scripts.Add(PageAssets.Text("math.js"));
        }

        string prelude = hasFrames ? PageAssets.Text("frame-prelude.js") : "";
        if (hasFrames)
        {
            scripts.Add(PageAssets.Text("frames.js"));
        }

        scripts.AddRange(Scripts.Select(PageAssets.Text));
        IEnumerable<string> hashes = scripts.Select(ScriptFrames.Hash).Concat(hasFrames ? context.Frames.Hashes.Append(ScriptFrames.Hash(prelude)) : []);

        var page = new HtmlWriter();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\"");
        page.Raw(Theme == PageTheme.Auto ? ">" : Theme == PageTheme.Dark ? " data-theme=\"dark\">" : " data-theme=\"light\">");
        page.Raw("\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"").Raw(Policy(hashes, hasFrames));
        page.Raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Deckle\">\n<title>").Text(Title).Raw("</title>\n");
        foreach (string name in Styles)
        {
            page.Raw("<style>").Raw(PageAssets.Text(name)).Raw("</style>\n");
        }

        if (hasMath)
        {
            page.Raw("<style>").Raw(MathAssets.Styles(context.Tex)).Raw("</style>\n");
        }

        page.Raw("</head>\n<body").Attribute("class", BodyClass).Raw(">\n");
        page.Append(body);
        if (hasFrames)
        {
            // Read by the page's script, which puts it first into each frame.
            page.Raw("<span hidden").Attribute("data-frame-prelude", prelude).Raw("></span>\n");
        }

        foreach (string script in scripts)
        {
            page.Raw("<script>").Raw(script).Raw("</script>\n");
        }

        return page.Raw("</body>\n</html>\n");
    }

    // Frames inherit the page's policy, and libraries in them compile code at run time. The page's own scripts never do.
    private static string Policy(IEnumerable<string> hashes, bool hasFrames)
    {
        string scripts = string.Join(' ', hashes.Distinct());
        string[] rules =
        [
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            hasFrames ? "img-src data: blob:" : "img-src data:",
            "media-src data:",
            "font-src data:",
            "style-src 'unsafe-inline'",
            scripts.Length == 0 ? "script-src 'none'" : $"script-src {scripts}{(hasFrames ? " 'unsafe-eval'" : "")}",
        ];
        return string.Join("; ", rules);
    }
}

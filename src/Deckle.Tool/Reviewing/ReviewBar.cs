using Deckle.Tool.Rendering;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes the bar over a page, and the help behind its last button. Both are for the page's script, which shows them.</summary>
internal static class ReviewBar
{
    private static readonly (string Keys, string What)[] Help =
    [
        ("n j", "next change"),
        ("p k", "previous change"),
        ("o", "fold or unfold the change"),
        ("e", "unfold or fold everything"),
        ("s", "show or hide the source of Markdown"),
        ("u", "one column or two"),
        ("t", "next theme"),
        ("?", "this help"),
    ];

    public static void Write(HtmlWriter html, string title)
    {
        html.Raw("<header class=\"review-bar\" data-bar><h1>").Text(title).Raw("</h1>\n<div class=\"tools\" role=\"group\" aria-label=\"View\" data-tools hidden>\n");
        html.Raw("""
            <button type="button" data-go="previous" title="Previous change (p)">↑ Previous</button>
            <button type="button" data-go="next" title="Next change (n)">↓ Next</button>
            <span class="place" data-place role="status"></span>
            <label><input type="checkbox" data-show="outputs" checked> Outputs</label>
            <label><input type="checkbox" data-show="metadata" checked> Metadata</label>
            <label><input type="checkbox" data-show="noise" checked> Noise</label>
            <label><input type="checkbox" data-show="unchanged" checked> Unchanged</label>
            <button type="button" data-expand aria-pressed="false" title="Unfold everything (e)">Unfold all</button>
            <label>Layout <select data-choice="layout"><option value="">side by side</option><option value="unified">one column</option></select></label>
            <label>Theme <select data-choice="theme"><option value="">auto</option><option value="light">light</option><option value="dark">dark</option></select></label>
            <button type="button" data-help aria-label="Keys" title="Keys (?)">?</button>

            """);
        html.Raw("</div></header>\n<dialog class=\"help\" data-keys aria-label=\"Keys\"><dl>");
        foreach ((string keys, string what) in Help)
        {
            html.Raw("<dt>");
            foreach (string key in keys.Split(' '))
            {
                html.Raw("<kbd>").Text(key).Raw("</kbd> ");
            }

            html.Raw("</dt><dd>").Text(what).Raw("</dd>");
        }

        html.Raw("</dl><button type=\"button\" data-close>Close</button></dialog>\n");
    }
}

using Deckle.Tool.Rendering;

namespace Deckle.Tool.Serving.Merging;

/// <summary>The page around a merge. All of a notebook that is in it comes later, as text.</summary>
internal static class MergePage
{
    /// <summary>Scripts, styles and frames of the server alone; the editor writes styles into the page.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="session">The number of the merge.</param>
    /// <param name="root">What stands before every path.</param>
    public static string Write(string title, int session, string root) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlWriter.Escape(title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{HtmlWriter.Escape(root)}assets/merge/merge.css">
        </head>
        <body data-session="{session}" data-root="{HtmlWriter.Escape(root)}">
        <header id="toolbar">
        <h1>{HtmlWriter.Escape(title)}</h1>
        <p id="status" role="status" aria-live="polite">Loading …</p>
        </header>
        <main id="rows"></main>
        <aside id="result" hidden></aside>
        <noscript><p>This page needs JavaScript.</p></noscript>
        <script type="module" src="{HtmlWriter.Escape(root)}assets/merge/main.js"></script>
        </body>
        </html>

        """;
}

using Deckle.Tool.Rendering;

namespace Deckle.Tool.Serving.Diffing;

/// <summary>The frame around a review page: the page itself needs nothing and reaches nothing, so that what closes the program stands around it.</summary>
internal static class DiffReviewPage
{
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="page">The address of the review page.</param>
    /// <param name="root">What stands before every path.</param>
    public static string Write(string title, string page, string root) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlWriter.Escape(title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{HtmlWriter.Escape(root)}assets/serving/review.css">
        </head>
        <body data-root="{HtmlWriter.Escape(root)}">
        <header><span id="status" role="status"></span><a href="{HtmlWriter.Escape(page)}" download="diff.html">Export</a> <button type="button" id="close">Close</button></header>
        <iframe id="page" title="{HtmlWriter.Escape(title)}" sandbox="allow-scripts allow-downloads allow-popups" src="{HtmlWriter.Escape(page)}"></iframe>
        <script type="module" src="{HtmlWriter.Escape(root)}assets/serving/review.js"></script>
        </body>
        </html>

        """;
}

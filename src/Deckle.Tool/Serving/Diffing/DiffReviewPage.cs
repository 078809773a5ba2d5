using Deckle.Tool.Rendering;

namespace Deckle.Tool.Serving.Diffing;

/// <summary>The frame around a review page: the page itself needs nothing and reaches nothing, so that what closes the program stands around it.</summary>
internal static class DiffReviewPage
{
    /// <param name="page">The address of the review page.</param>
    /// <param name="root">What stands before every path.</param>
    public static ServedPage Of(string title, string page, string root) => new(title, root)
    {
        Style = "serving/review.css",
        Script = "serving/review.js",
        Body =
            $"""
            <header><span id="status" role="status"></span><a href="{HtmlWriter.Escape(page)}" download="diff.html">Export</a> <button type="button" id="close">Close</button></header>
            <iframe id="page" title="{HtmlWriter.Escape(title)}" sandbox="allow-scripts allow-downloads allow-popups" src="{HtmlWriter.Escape(page)}"></iframe>
            """,
    };
}

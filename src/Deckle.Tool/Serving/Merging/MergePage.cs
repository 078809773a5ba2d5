using System.Globalization;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Serving.Merging;

/// <summary>The page around a merge. All of a notebook that is in it comes later, as text.</summary>
internal static class MergePage
{
    /// <param name="session">The number of the merge.</param>
    /// <param name="root">What stands before every path.</param>
    public static ServedPage Of(string title, int session, string root) => new(title, root)
    {
        Style = "merge/merge.css",
        Script = "merge/main.js",

        // The editor does.
        WritesStyles = true,
        Body = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <header id="toolbar">
            <h1>{HtmlWriter.Escape(title)}</h1>
            <p id="status" role="status" aria-live="polite">Loading …</p>
            </header>
            <main id="rows" data-session="{session}"></main>
            <aside id="result" hidden></aside>
            <noscript><p>This page needs JavaScript.</p></noscript>
            """),
    };
}

using Deckle.Tool.Rendering;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving;

/// <summary>A page of this server: markup and a script, which loads nothing from elsewhere. No page may show it.</summary>
/// <param name="Root">What stands before every path.</param>
internal sealed record ServedPage(string Title, string Root)
{
    /// <summary>The name of its style sheet in <c>Rendering/Assets</c>.</summary>
    public required string Style { get; init; }

    /// <summary>The name of its script there, a module.</summary>
    public required string Script { get; init; }

    /// <summary>Whether the script writes styles into the page.</summary>
    public bool WritesStyles { get; init; }

    /// <summary>What the page shows, as HTML.</summary>
    public required string Body { get; init; }

    private string Policy =>
        $"default-src 'none'; script-src 'self'; style-src 'self'{(WritesStyles ? " 'unsafe-inline'" : "")}; connect-src 'self'; frame-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task AnswerAsync(HttpContext context) => context.HtmlAsync(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlWriter.Escape(Title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{HtmlWriter.Escape(Root)}assets/{Style}">
        </head>
        <body data-root="{HtmlWriter.Escape(Root)}">
        {Body}
        <script type="module" src="{HtmlWriter.Escape(Root)}assets/{Script}"></script>
        </body>
        </html>

        """,
        Policy);
}

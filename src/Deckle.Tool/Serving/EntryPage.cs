using System.Globalization;
using Deckle.Tool.Rendering.Frames;
using Deckle.Tool.Rendering.Pages;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving;

/// <summary>
/// The way into a server for a browser: a page that anybody may see takes the token from its address's fragment, sends it back, and gets a
/// cookie. No later address, log or <c>Referer</c> holds it.
/// </summary>
internal sealed class EntryPage(AccessToken token)
{
    public const string Path = "/enter";

    public IEnumerable<Endpoint> Endpoints =>
    [
        new Endpoint("GET", Path, ShowAsync) { IsOpen = true },
        new Endpoint("POST", Path, EnterAsync) { IsOpen = true },
    ];

    /// <summary>The name of the cookie. Cookies do not know ports, so that it has to.</summary>
    public static string Cookie(HttpContext context) => string.Create(CultureInfo.InvariantCulture, $"deckle-{context.Connection.LocalPort}");

    private static Task ShowAsync(HttpContext context)
    {
        string script = PageAssets.Text("serving/enter.js");
        string policy = $"default-src 'none'; script-src {ScriptFrames.Hash(script)}; connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return context.HtmlAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Deckle</title><style>:root {"{"} color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; {"}"} body {"{"} max-width: 36em; margin: 3em auto; {"}"}</style></head>
            <body>
            <p id="refused" hidden>This address does not let you in. Open the one that the program printed, with all that stands behind the <code>#</code>.</p>
            <noscript><p>This page needs JavaScript.</p></noscript>
            <script>{script}</script>
            </body>
            </html>

            """,
            policy);
    }

    private async Task EnterAsync(HttpContext context)
    {
        if (!token.Is((await context.ReadObjectAsync()).GetText("token")))
        {
            await context.TextAsync(StatusCodes.Status401Unauthorized, "HTTP 401: Unauthorized (not the token)");
            return;
        }

        context.Response.Cookies.Append(Cookie(context), token.Text, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

using Deckle.Tool.Rendering.Pages;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving;

/// <summary>The scripts and styles that are built into the program, for pages that load them.</summary>
internal static class AssetEndpoints
{
    private const string Path = "/assets/";

    // Only these: fonts and scripts of other pages are written into them.
    private static readonly string[] Folders = ["merge/", "codemirror/", "serving/"];

    public static Endpoint All { get; } = new("GET", $"{Path}*", AnswerAsync);

    private static Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        string name = path[(path.IndexOf(Path, StringComparison.Ordinal) + Path.Length)..];
        string? type = name.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript; charset=utf-8" : name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : null;
        if (type is null || !Folders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal)) || !PageAssets.Has(name))
        {
            return context.TextAsync(StatusCodes.Status404NotFound, "HTTP 404: Not Found");
        }

        return context.BytesAsync(PageAssets.Bytes(name), type);
    }
}

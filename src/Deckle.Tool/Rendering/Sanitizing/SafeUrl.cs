using System.Buffers;

namespace Deckle.Tool.Rendering.Sanitizing;

/// <summary>Which addresses a link may lead to, and which data an image may be.</summary>
internal static class SafeUrl
{
    private static readonly string[] Schemes = ["http", "https", "mailto", "ftp", "tel"];

    private static readonly string[] ImageTypes =
        ["image/png", "image/jpeg", "image/gif", "image/svg+xml", "image/webp", "image/avif", "image/bmp", "image/x-icon", "image/tiff"];

    private static readonly string[] MediaTypes = ["audio/", "video/", "application/ogg"];

    private static readonly SearchValues<char> BeforeScheme = SearchValues.Create("/?#");

    /// <summary>Whether a click on it can run nothing: a relative address, or one of a few schemes.</summary>
    public static bool IsLink(string url)
    {
        // Browsers drop tabs and line ends anywhere, and control characters around ("java\nscript:").
        string clean = Clean(url);
        int colon = clean.IndexOf(':', StringComparison.Ordinal);
        int other = clean.AsSpan().IndexOfAny(BeforeScheme);
        return colon < 0 || (other >= 0 && other < colon) || Schemes.Contains(clean[..colon], StringComparer.OrdinalIgnoreCase);
    }

    public static bool IsImageData(string url) => IsData(url, ImageTypes);

    public static bool IsMediaData(string url) => IsData(url, MediaTypes);

    /// <summary>Whether it leads away from the page's own place: it has a scheme or a host.</summary>
    public static bool IsAbsolute(string url)
    {
        string clean = Clean(url);
        int colon = clean.IndexOf(':', StringComparison.Ordinal);
        int other = clean.AsSpan().IndexOfAny(BeforeScheme);
        return clean.StartsWith("//", StringComparison.Ordinal) || clean.StartsWith("\\\\", StringComparison.Ordinal)
            || (colon > 0 && (other < 0 || colon < other));
    }

    private static bool IsData(string url, string[] types)
    {
        string clean = url.TrimStart();
        return clean.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            && types.Any(type => clean.AsSpan(5).StartsWith(type, StringComparison.OrdinalIgnoreCase));
    }

    private static string Clean(string url) => string.Concat(url.Where(c => c is not ('\t' or '\n' or '\r'))).Trim().TrimStart([.. Enumerable.Range(0, 33).Select(i => (char)i)]);
}

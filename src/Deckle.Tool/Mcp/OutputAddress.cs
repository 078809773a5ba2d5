using System.Globalization;

namespace Deckle.Tool.Mcp;

/// <summary>
/// Where all of an output is: <c>output://reports/a.ipynb?cell=4f3c&amp;output=0&amp;mime=image%2Fpng</c>. The cell is its id, or its index from 0
/// where it has none; without a type it is the output's text.
/// </summary>
internal sealed record OutputAddress(string Path, string Cell, int Output, string? Mime)
{
    public const string Scheme = "output://";

    /// <summary>As templates of resources are written (RFC 6570).</summary>
    public const string Template = "output://{+path}{?cell,output,mime}";

    public static OutputAddress? Parse(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.Ordinal) || uri.IndexOf('?', StringComparison.Ordinal) is not (> 0 and var mark))
        {
            return null;
        }

        Dictionary<string, string> given = uri[(mark + 1)..].Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        string path = Uri.UnescapeDataString(uri[Scheme.Length..mark]);
        return path.Length > 0 && given.TryGetValue("cell", out string? cell)
            && int.TryParse(given.GetValueOrDefault("output", "0"), NumberStyles.None, CultureInfo.InvariantCulture, out int output)
                ? new OutputAddress(path, cell, output, given.GetValueOrDefault("mime"))
                : null;
    }

    public override string ToString()
    {
        string mime = Mime is null ? "" : $"&mime={Uri.EscapeDataString(Mime)}";
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}{EscapedPath(Path)}?cell={Uri.EscapeDataString(Cell)}&output={Output}{mime}");
    }

    /// <summary>A path as it stands in an address.</summary>
    public static string EscapedPath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}

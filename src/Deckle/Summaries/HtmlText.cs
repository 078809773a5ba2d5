using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Summaries;

/// <summary>The text that a page of HTML shows, roughly: one line a block, without styles and scripts.</summary>
internal static partial class HtmlText
{
    // Of a larger page the beginning tells what it is.
    private const int MostRead = 1 << 20;

    public static string Of(string html)
    {
        string bare = Hidden().Replace(html.Length > MostRead ? html[..MostRead] : html, " ");
        bare = Blocks().Replace(bare, "\n");
        bare = WebUtility.HtmlDecode(Tags().Replace(bare, ""));
        var text = new StringBuilder();
        foreach (string line in bare.Split('\n'))
        {
            string collapsed = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (collapsed.Length > 0)
            {
                text.Append(text.Length == 0 ? "" : "\n").Append(collapsed);
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"<!--.*?(?:-->|\z)|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\z)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"</?(?:p|div|br|tr|li|ul|ol|h[1-6]|table|pre|section|article|summary|details|dt|dd|hr)\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"<[/!?a-zA-Z][^>]*>")]
    private static partial Regex Tags();
}

using System.Text.RegularExpressions;

namespace Deckle.Tool.Mcp.Redaction;

/// <summary>Secrets that are known by their shape alone.</summary>
internal static partial class TokenShapes
{
    /// <summary>What stands in place of a token or key.</summary>
    public const string Mark = "***token***";

    private const string KeyBegin = "-----BEGIN ";

    private static readonly byte[][] Signs =
    [
        .. ((string[])["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "AKIA", "ASIA", "AIza", "sk-", "hf_", "npm_", "pypi-", "k_live_", "eyJ", KeyBegin, "://"])
            .Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    /// <summary>Whether a text can hold one; a look at each byte, so that a long text without any is not even decoded.</summary>
    public static bool MayStandIn(ReadOnlySpan<byte> utf8)
    {
        foreach (byte[] sign in Signs)
        {
            if (utf8.IndexOf(sign) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public static HiddenText Hide(HiddenText text)
    {
        HiddenText hidden = text.Hide(Keys(text.Text));
        hidden = hidden.Hide(Places(Token(), hidden.Text, _ => Mark));
        return hidden.Hide(Places(UrlPassword(), hidden.Text, match => $"://{match.Groups["user"].Value}:***@"));
    }

    private static List<(int Start, int Length, string Mark)> Places(Regex shape, string text, Func<Match, string> mark)
    {
        var places = new List<(int, int, string)>();
        for (Match match = shape.Match(text); match.Success; match = match.NextMatch())
        {
            if (mark(match) is var shown && shown != match.Value)
            {
                places.Add((match.Index, match.Length, shown));
            }
        }

        return places;
    }

    // From the line that begins a key to the one that ends it. One that was cut off is a key as far as its digits go; a line that only speaks
    // of a key is none.
    private static List<(int Start, int Length, string Mark)> Keys(string text)
    {
        var places = new List<(int, int, string)>();
        bool isEndAhead = true;
        for (int at = text.IndexOf(KeyBegin, StringComparison.Ordinal); at >= 0;)
        {
            int end = at + KeyBegin.Length;
            if (KeyStart().Match(text, at) is { Success: true } start && start.Index == at)
            {
                end = at + start.Length;
                Match close = isEndAhead ? KeyEnd().Match(text, end) : Match.Empty;
                isEndAhead = close.Success;
                int body = close.Success ? close.Index + close.Length : end + KeyBody().Match(text, end).Length;
                if (body > end)
                {
                    places.Add((at, body - at, Mark));
                    end = body;
                }
            }

            at = text.IndexOf(KeyBegin, end, StringComparison.Ordinal);
        }

        return places;
    }

    // GitHub, GitLab, Slack, AWS, Google, OpenAI and Anthropic, Hugging Face, npm, PyPI, Stripe; JSON Web Tokens.
    [GeneratedRegex(
        """
        \b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,}|glpat-[A-Za-z0-9_-]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}\b
        |AIza[A-Za-z0-9_-]{35}|sk-(?:[a-z]+-)*[A-Za-z0-9_-]{32,}|hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|[rs]k_live_[A-Za-z0-9]{20,}
        |eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("://(?<user>[^\\s:/@'\"]+):[^\\s:/@'\"]{3,}@", RegexOptions.CultureInvariant)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"\G-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----", RegexOptions.CultureInvariant)]
    private static partial Regex KeyStart();

    [GeneratedRegex("-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----", RegexOptions.CultureInvariant)]
    private static partial Regex KeyEnd();

    // Lines of Base64 and the headers of RFC 1421 between line ends, which a program's text may write as \n and between quotes.
    [GeneratedRegex("""\G(?>(?>\s|\\[nr]|["'+,\\])*(?:Proc-Type:[^\n]*|DEK-Info:[^\n]*|[A-Za-z0-9+/]{16,}={0,2}))+(?>(?>\s|\\[nr])*[A-Za-z0-9+/]{1,64}={1,2})?|\G""", RegexOptions.CultureInvariant)]
    private static partial Regex KeyBody();
}

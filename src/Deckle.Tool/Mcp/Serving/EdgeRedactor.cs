using System.Collections;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Secrets;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// Takes secrets out of whatever leaves the server: values of environment variables whose names say so, and texts of the well-known shapes
/// of tokens. A notebook may hold them; no model needs them.
/// </summary>
internal sealed partial class EdgeRedactor
{
    // "true" and "1234" stand everywhere.
    private const int ShortestValue = 8;

    private readonly SecretRedactor known;

    /// <param name="given">Secrets beside those of the environment, such as the server's own token.</param>
    public EdgeRedactor(IDictionary environment, IEnumerable<Secret> given) => known = new SecretRedactor(
    [
        .. given,
        .. environment.Cast<DictionaryEntry>()
            .Where(variable => variable is { Key: string name, Value: string { Length: >= ShortestValue } value } && SecretName().IsMatch(name) && !value.StartsWith('/'))
            .Select(variable => new Secret((string)variable.Key, (string)variable.Value!)),
    ]);

    public JsonObject Redact(JsonObject answer) => (JsonObject)Shaped(known.Redact(answer));

    public string Redact(string text) => Shaped(known.Redact(text));

    private static JsonValue Shaped(JsonValue value) => value switch
    {
        JsonString text when Shaped(text.Text) is var redacted => ReferenceEquals(redacted, text.Text) || redacted == text.Text ? text : new JsonString(redacted),
        JsonObject members => JsonObject.From(members.Select(member => new JsonMember(Shaped(member.Key), Shaped(member.Value)))),
        JsonArray items => JsonArray.From(items.Select(Shaped)),
        _ => value,
    };

    private static string Shaped(string text) =>
        UrlPassword().Replace(TokenShape().Replace(text, "***token***"), "://${user}:***@");

    // JUPYTERHUB_API_TOKEN, AWS_SECRET_ACCESS_KEY, OPENAI_API_KEY, PGPASSWORD; no SSH_AUTH_SOCK, no TOKENIZERS_PARALLELISM.
    [GeneratedRegex(@"(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY|CONNECTION_STRING)(?:_|$)|PASSWORD$|PASSWD$|TOKEN$|APIKEY$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    // GitHub, GitLab, Slack, AWS, Google, OpenAI and Anthropic, Hugging Face, npm, PyPI, Stripe; JSON Web Tokens; keys in PEM.
    [GeneratedRegex(
        """
        \b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,}|glpat-[A-Za-z0-9_-]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}\b
        |AIza[A-Za-z0-9_-]{35}|sk-(?:[a-z]+-)*[A-Za-z0-9_-]{32,}|hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|[rs]k_live_[A-Za-z0-9]{20,}
        |eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})
        |-----BEGIN\ [A-Z ]*PRIVATE\ KEY-----[\s\S]*?(?:-----END\ [A-Z ]*PRIVATE\ KEY-----|$)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex TokenShape();

    [GeneratedRegex(@"://(?<user>[^\s:/@'""]+):[^\s:/@'""]{3,}@", RegexOptions.CultureInvariant)]
    private static partial Regex UrlPassword();
}

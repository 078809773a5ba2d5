using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Tool.HostTools;

/// <summary>Arguments of calls as people see them, in the log and in questions: no longer than they can be read, and in the log without what could be a secret.</summary>
internal static partial class ShownArguments
{
    private const int LongestText = 200;
    private const int MostItems = 20;

    /// <summary>All arguments of a call.</summary>
    /// <param name="contents">The name of the argument that is a file's content and is given by its size; null for none.</param>
    public static JsonObject Of(JsonObject arguments, string? contents = null) => Members(arguments, contents);

    /// <summary>A text without what could be a secret.</summary>
    public static string Cut(string text)
    {
        text = SecretQuery().Replace(text, "$1***");
        return text.Length <= LongestText ? text : $"{text[..LongestText]}…";
    }

    /// <summary>A text in quotes, with its size.</summary>
    public static string Quoted(string text) => string.Create(
        CultureInfo.InvariantCulture,
        $"{new JsonString(text.Length <= LongestText ? text : $"{text[..LongestText]}…")} ({Encoding.UTF8.GetByteCount(text):N0} bytes)");

    private static JsonObject Members(JsonObject members, string? contents) =>
        JsonObject.From(members.Take(MostItems).Select(member => new JsonMember(Cut(member.Key), Shown(member.Value, member.Key, contents))));

    private static JsonValue Shown(JsonValue value, string key, string? contents) => value switch
    {
        _ when SecretName().IsMatch(key) => "***",
        JsonString { Text: var text } when key == "base64" => Bytes(text.Length / 4 * 3),
        JsonString { Utf8: var text } when key == contents => Bytes(text.Length),
        JsonString { Text: var text } => Cut(Address().Replace(text, "$1***@").Replace("\0", "", StringComparison.Ordinal)),
        JsonObject members => Members(members, contents: null),
        JsonArray items => JsonArray.From(items.Take(MostItems).Select(item => Shown(item, "", contents: null))),
        _ => value,
    };

    private static string Bytes(int count) => string.Create(CultureInfo.InvariantCulture, $"({count} bytes)");

    [GeneratedRegex("token|secret|passw|authorization|cookie|api[-_]?key|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // The user and password of an address.
    [GeneratedRegex("(://)[^/@\\s]+@")]
    private static partial Regex Address();

    // token=…, --password …, Authorization: Bearer …
    [GeneratedRegex("((?:token|secret|passw\\w*|key|sig|signature)\\s*[=:]\\s*|--(?:token|secret|password|api-key) |(?:bearer|basic) )[^\\s&\"']+", RegexOptions.IgnoreCase)]
    private static partial Regex SecretQuery();
}

using System.Collections;
using System.Text;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Secrets;

namespace Deckle.Tool.Mcp.Redaction;

/// <summary>
/// Takes secrets out of whatever leaves the server: values of environment variables whose names say so, and texts of the well-known shapes
/// of tokens. A notebook may hold them; no model needs them. Texts are redacted whole, before anything cuts them: half of a secret is not
/// known for one.
/// </summary>
internal sealed partial class EdgeRedactor
{
    // "true" and "1234" stand everywhere.
    private const int ShortestValue = 8;

    // A secret may itself be of Base64's letters.
    private const int ShortestBinary = 100;

    private readonly SecretRedactor known;

    /// <param name="given">Secrets beside those of the environment, such as the server's own token.</param>
    public EdgeRedactor(IDictionary environment, IEnumerable<Secret> given)
    {
        Secret[] secrets =
        [
            .. given,
            .. environment.Cast<DictionaryEntry>()
                .Where(variable => variable is { Key: string name, Value: string { Length: >= ShortestValue } value } && SecretName().IsMatch(name) && !value.StartsWith('/'))
                .Select(variable => new Secret((string)variable.Key, (string)variable.Value!)),
        ];
        known = new SecretRedactor(secrets);
        Marks = [.. secrets.Select(secret => secret.Mark).Distinct()];
    }

    /// <summary>One that knows the shapes of tokens alone.</summary>
    public static EdgeRedactor OfShapes { get; } = new(new Hashtable(), []);

    /// <summary>What stands in place of the secrets that are known by name.</summary>
    public IReadOnlyList<string> Marks { get; }

    /// <summary>What of a text is shown and what it hides; null where it hides nothing.</summary>
    public HiddenText? Hide(JsonString text)
    {
        ReadOnlySpan<byte> utf8 = text.Utf8.Span;
        if (utf8.Length < Secret.ShortestRedacted)
        {
            return null;
        }

        IReadOnlyList<SecretPlace> places = known.Places(text.Utf8);
        if (places.Count == 0 && !TokenShapes.MayStandIn(utf8))
        {
            return null;
        }

        var shown = new StringBuilder();
        var parts = new List<HiddenPart>(places.Count);
        int done = 0;
        foreach (SecretPlace place in places)
        {
            shown.Append(Decoded(text.Utf8[done..place.Start]));
            parts.Add(new HiddenPart(shown.Length, place.Mark, Decoded(text.Utf8.Slice(place.Start, place.Length))));
            shown.Append(place.Mark);
            done = place.Start + place.Length;
        }

        HiddenText hidden = TokenShapes.Hide(new HiddenText(parts.Count == 0 ? text.Text : shown.Append(Decoded(text.Utf8[done..])).ToString(), parts));
        return hidden.Parts.Count == 0 ? null : hidden;
    }

    private static string Decoded(ReadOnlyMemory<byte> utf8) => new JsonString(utf8).Text;

    public string Redact(string text) => Hide(new JsonString(text))?.Text ?? text;

    public Notebook Redact(Notebook notebook) => Redact(notebook.Json) is var redacted && ReferenceEquals(redacted, notebook.Json) ? notebook : new Notebook(redacted);

    public Cell Redact(Cell cell) => Redact(cell.Json) is var redacted && ReferenceEquals(redacted, cell.Json) ? cell : new Cell(redacted);

    /// <summary>The same without a look at outputs.</summary>
    public Notebook RedactSources(Notebook notebook)
    {
        if (notebook.Format.Major < 4)
        {
            return Redact(notebook);
        }

        JsonObject redacted = OnMembers(notebook.Json, member => member is not { Key: "cells", Value: JsonArray cells } ? Redact(member)
            : OnItems(cells, cell => cell is JsonObject members ? OnMembers(members, part => part.Key == "outputs" ? part.Value : Redact(part)) : cell));
        return ReferenceEquals(redacted, notebook.Json) ? notebook : new Notebook(redacted);
    }

    public Output Redact(Output output) => Redact(output.Json) is var redacted && ReferenceEquals(redacted, output.Json) ? output : new Output(redacted);

    /// <summary>The value with every text in it redacted, keys too; the very same one where that changes nothing. Texts in lines are one text.</summary>
    public JsonValue Redact(JsonValue value) => value switch
    {
        JsonString text => Hide(text) is { } hidden ? new JsonString(hidden.Text) : text,
        JsonObject members => Redact(members),
        JsonArray items => Redact(items),
        _ => value,
    };

    public JsonObject Redact(JsonObject members) => OnMembers(members, Redact);

    private JsonValue Redact(JsonMember member) =>
        member is { Key: "traceback", Value: JsonArray lines } ? Traceback(lines) : IsBinary(member) ? member.Value : Redact(member.Value);

    private JsonArray Redact(JsonArray items) =>
        !IsText(items) || TextLines.Join(items) is not { } joined ? OnItems(items, Redact)
        : Hide(joined) is { } hidden ? JsonArray.From(PythonLines.Split(new JsonString(hidden.Text)))
        : items;

    private JsonObject OnMembers(JsonObject members, Func<JsonMember, JsonValue> change)
    {
        bool isChanged = false;
        var changed = new JsonMember[members.Count];
        for (int i = 0; i < changed.Length; i++)
        {
            JsonMember member = members.Members[i];
            changed[i] = new JsonMember(Redact(member.Key), change(member));
            isChanged |= changed[i].Key != member.Key || !ReferenceEquals(changed[i].Value, member.Value);
        }

        return isChanged ? JsonObject.From(changed) : members;
    }

    private static JsonArray OnItems(JsonArray items, Func<JsonValue, JsonValue> change)
    {
        JsonValue[] changed = [.. items.Select(change)];
        return changed.Where((item, index) => !ReferenceEquals(item, items[index])).Any() ? JsonArray.From(changed) : items;
    }

    // Its lines have no ends, and some hold several.
    private JsonArray Traceback(JsonArray lines)
    {
        if (!lines.All(line => line is JsonString))
        {
            return OnItems(lines, Redact);
        }

        return Hide(new JsonString(string.Join('\n', lines.OfType<JsonString>().Select(line => line.Text)))) is { } hidden
            ? JsonArray.From(hidden.Text.Split('\n').Select(line => new JsonString(line)))
            : lines;
    }

    // As nbformat keeps texts: every line but the last has its end.
    private static bool IsText(JsonArray items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is not JsonString line || (i < items.Count - 1 && !line.Utf8.Span.EndsWith("\n"u8)))
            {
                return false;
            }
        }

        return items.Count > 1;
    }

    // Base64 may hold the letters of any shape by chance, and a picture is no place for secrets.
    private static bool IsBinary(JsonMember member) =>
        member.Value is JsonString { Utf8.Length: >= ShortestBinary } data && BinaryType().IsMatch(member.Key) && System.Buffers.Text.Base64.IsValid(data.Utf8.Span);

    // JUPYTERHUB_API_TOKEN, AWS_SECRET_ACCESS_KEY, OPENAI_API_KEY, PGPASSWORD; no SSH_AUTH_SOCK, no TOKENIZERS_PARALLELISM.
    [GeneratedRegex(@"(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY|CONNECTION_STRING)(?:_|$)|PASSWORD$|PASSWD$|TOKEN$|APIKEY$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(?:(?:image|audio|video|font)/(?!svg)[\w.+-]+|application/(?:pdf|zip|octet-stream))$", RegexOptions.CultureInvariant)]
    private static partial Regex BinaryType();
}

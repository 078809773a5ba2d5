using Deckle.Json;
using Deckle.Parameters.Formatting;

namespace Deckle.Scraps;

/// <summary>scrapbook's payload: <c>{"name", "data", "encoder", "version"}</c>, all required, as its schema of version 1 has them.</summary>
internal static class ScrapPayload
{
    public const int Version = 1;
    public const string Prefix = "application/scrapbook.scrap";
    public const string LegacyPrefix = "application/papermill.record";

    public static bool IsScrap(string mediaType) => mediaType.StartsWith(Prefix, StringComparison.Ordinal);

    public static bool IsRecord(string mediaType) => mediaType.StartsWith(LegacyPrefix, StringComparison.Ordinal);

    public static string MediaType(string encoder) => $"{Prefix}.{encoder}+json";

    /// <summary>A scrap's payload in today's version.</summary>
    public static JsonObject Of(string name, JsonValue data, string encoder) =>
        JsonObject.Of(("name", name), ("data", data), ("encoder", encoder), ("version", Version));

    /// <summary>Reads a payload. What is wrong is told, and as much of it is taken as there is.</summary>
    /// <returns>The scrap, null where not even a name can be found; and what is wrong.</returns>
    public static (Scrap? Scrap, ScrapProblem? Problem) Read(string mediaType, JsonValue value)
    {
        // A kernel that knows texts only sends the payload as one.
        value = Multiline.Join(value) is { } text ? FromJson(text) : value;
        if (value is not JsonObject payload || payload.GetText("name") is not { } name)
        {
            bool isLater = value is JsonObject other && WholeNumber(other["version"]) > Version;
            return (null, new ScrapProblem(
                isLater ? ScrapProblemKind.LaterVersion : ScrapProblemKind.Invalid, null, $"a scrap of type {mediaType} has no name that is text; it is left out"));
        }

        string? encoder = payload.GetText("encoder");
        JsonValue? data = payload["data"] is JsonNull ? null : payload["data"];
        ScrapProblem? problem = Check(payload, name);
        if (problem?.Kind is ScrapProblemKind.Invalid or ScrapProblemKind.NoVersion)
        {
            return (new Scrap(name, encoder ?? EncoderOf(mediaType), data, null) { Problem = problem }, problem);
        }

        return Decoded(new Scrap(name, encoder, data, null) { Problem = problem });
    }

    /// <summary>papermill's <c>record</c>, before scrapbook: one member, its name and value.</summary>
    /// <inheritdoc cref="Read" path="/returns"/>
    public static (Scrap? Scrap, ScrapProblem? Problem) ReadRecord(string mediaType, JsonValue value)
    {
        if (value is not JsonObject { Count: > 0 } record)
        {
            return (null, new ScrapProblem(ScrapProblemKind.Invalid, null, "a papermill record has no name; it is left out"));
        }

        // application/papermill.record+json: what stands behind the plus.
        string encoder = mediaType[LegacyPrefix.Length..].TrimStart('+');
        JsonMember first = record.Members[0];
        if (first.Value is JsonNull)
        {
            var problem = new ScrapProblem(ScrapProblemKind.Invalid, first.Key, $"scrap '{first.Key}' has no data");
            return (new Scrap(first.Key, encoder, null, null) { Problem = problem }, problem);
        }

        return Decoded(new Scrap(first.Key, encoder, first.Value, null));
    }

    /// <summary>
    /// The payload and its media type in HTML that holds nothing else, for kernels that can show HTML but no media type of one's choice:
    /// <c>&lt;script type="application/scrapbook.scrap.json+json"&gt;{…}&lt;/script&gt;</c>, which no browser runs. Null for other HTML.
    /// </summary>
    public static (string MediaType, JsonString Payload)? InHtml(string html)
    {
        const string Start = "<script type=\"";
        const string End = "</script>";
        string trimmed = html.Trim();
        int typeEnd = trimmed.IndexOf("\">", StringComparison.Ordinal);
        return trimmed.StartsWith($"{Start}{Prefix}.", StringComparison.Ordinal) && trimmed.EndsWith(End, StringComparison.Ordinal) && typeEnd > 0
            ? (trimmed[Start.Length..typeEnd], new JsonString(trimmed[(typeEnd + 2)..^End.Length]))
            : null;
    }

    private static ScrapProblem? Check(JsonObject payload, string name)
    {
        ScrapProblem Wrong(string what) => new(ScrapProblemKind.Invalid, name, $"scrap '{name}' is not of scrapbook's format: {what}; its data are taken as they are");

        if (!payload.Has("version"))
        {
            return new(ScrapProblemKind.NoVersion, name, $"scrap '{name}' does not say its version; its data are taken as they are");
        }

        double? version = WholeNumber(payload["version"]);
        return version switch
        {
            null => Wrong("its version is not a whole number"),
            < Version => Wrong("there is no such version"),
            _ when payload["data"] is null or JsonNull => Wrong("it has no data"),
            _ when payload["encoder"] is not JsonString => Wrong("its encoder is not text"),
            > Version => new(
                ScrapProblemKind.LaterVersion, name, $"scrap '{name}' is of version {payload["version"]}, and this program knows {Version}; what it knows of it is taken"),
            _ => null,
        };
    }

    // JSON Schema's "integer" has 1.0 among its values.
    private static double? WholeNumber(JsonValue? value) =>
        value is JsonNumber number && number.ToDouble() is var real && Math.Floor(real) == real && !double.IsInfinity(real) ? real : null;

    private static (Scrap, ScrapProblem?) Decoded(Scrap scrap)
    {
        switch (scrap.Encoder)
        {
            case "json":
                return (scrap with { Data = FromJson(scrap.Data!) }, scrap.Problem);
            case "text":
                return (scrap with { Data = scrap.Data is JsonString ? scrap.Data : new JsonString(PythonRepr.Str(scrap.Data!)) }, scrap.Problem);
            case "pandas" or "arrow":
                return (scrap, scrap.Problem);
            default:
                var problem = new ScrapProblem(
                    ScrapProblemKind.UnknownEncoder, scrap.Name, $"scrap '{scrap.Name}' has the encoder '{scrap.Encoder}', which is not known; its data are as they were written");
                return (scrap with { Problem = problem }, problem);
        }
    }

    private static JsonValue FromJson(JsonValue data)
    {
        if (data is not JsonString text)
        {
            return data;
        }

        try
        {
            // glue("x", "[1, 2]", "json") is the list, not the string.
            return JsonReader.Read(text.Utf8);
        }
        catch (JsonSyntaxException)
        {
            return data;
        }
    }

    private static string? EncoderOf(string mediaType)
    {
        string rest = mediaType[Prefix.Length..].TrimStart('.');
        return rest.EndsWith("+json", StringComparison.Ordinal) && rest.Length > 5 ? rest[..^5] : null;
    }
}

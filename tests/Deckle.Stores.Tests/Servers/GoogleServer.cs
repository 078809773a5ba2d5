using System.Collections.Concurrent;
using System.Globalization;

namespace Deckle.Stores.Tests.Servers;

/// <summary>
/// Google Cloud Storage as its JSON interface is documented (Objects: get, insert, list; Performing resumable uploads; Request preconditions):
/// one bucket, <c>bucket</c>. What breaks the contract is answered 400.
/// </summary>
public sealed class GoogleServer
{
    private const int Quantum = 256 * 1024;

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (byte[] Content, long Generation)> objects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Session> sessions = new();
    private long generation = 1_700_000_000_000_000;

    /// <summary>Sessions that neither ended nor were deleted.</summary>
    public int OpenSessions => sessions.Count;

    /// <summary>How many bytes of a chunk are kept, of many; null for all.</summary>
    public int? KeepsOnly { get; set; }

    /// <summary>Names on one page of a list.</summary>
    public int PageSize { get; set; } = 2;

    public string? Token { get; set; }

    public WebAnswer Answer(WebRequest request)
    {
        if (Token is not null && request.Header("Authorization") != $"Bearer {Token}")
        {
            return WebAnswer.Fail(401);
        }

        string[] parts = request.Path.Split('/');
        lock (gate)
        {
            return (request.Method, parts) switch
            {
                (_, ["", "session", var id]) => Continue(request, id),
                ("POST", ["", "upload", "storage", "v1", "b", "bucket", "o"]) => Begin(request),
                ("GET", ["", "storage", "v1", "b", "bucket", "o"]) => List(request),
                ("GET", ["", "storage", "v1", "b", "bucket", "o", var name]) => Get(request, Uri.UnescapeDataString(name)),
                (_, ["", "storage" or "upload", ..]) => Said(404, """{"error":{"code":404,"message":"The specified bucket does not exist."}}"""),
                _ => WebAnswer.Fail(400),
            };
        }
    }

    private WebAnswer Get(WebRequest request, string name)
    {
        if (!objects.TryGetValue(name, out (byte[] Content, long Generation) found) || (request.Query("generation") is { } wanted && wanted != Text(found.Generation)))
        {
            return Said(404, $"No such object: bucket/{name}");
        }

        if (request.Query("alt") != "media")
        {
            return Said(200, $$"""{"size":"{{found.Content.Length}}","generation":"{{found.Generation}}"}""");
        }

        (string, string) header = ("x-goog-generation", Text(found.Generation));
        if (request.Header("Range") is not { } range)
        {
            return WebAnswer.Of(found.Content, header);
        }

        int from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        return new WebAnswer(206) { Body = found.Content[from..], Headers = [header, ("Content-Range", $"bytes {from}-{found.Content.Length - 1}/{found.Content.Length}")] };
    }

    private WebAnswer List(WebRequest request)
    {
        string prefix = request.Query("prefix") ?? "";
        string after = request.Query("pageToken") ?? "";
        string[] names = [.. objects.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(name, after) > 0)];
        string items = string.Join(',', names.Take(PageSize).Select(name => $$"""{"name":"{{name}}","size":"{{objects[name].Content.Length}}","generation":"{{objects[name].Generation}}"}"""));
        string next = names.Length > PageSize ? $",\"nextPageToken\":\"{names[PageSize - 1]}\"" : "";
        return Said(200, names.Length == 0 ? "{}" : $"{{\"items\":[{items}]{next}}}");
    }

    private WebAnswer Begin(WebRequest request)
    {
        string name = request.Query("name")!;
        string? condition = request.Query("ifGenerationMatch");
        if (!Holds(name, condition))
        {
            return WebAnswer.Fail(412);
        }

        if (request.Query("uploadType") == "media")
        {
            return Store(name, request.Body);
        }

        string id = Guid.NewGuid().ToString("N");
        sessions[id] = new Session(name, condition);
        return WebAnswer.Fail(200, ("Location", $"http://{request.Header("Host")}/session/{id}"));
    }

    private WebAnswer Continue(WebRequest request, string id)
    {
        if (!sessions.TryGetValue(id, out Session? session))
        {
            return WebAnswer.Fail(404);
        }

        if (request.Method == "DELETE")
        {
            sessions.TryRemove(id, out _);
            return WebAnswer.Fail(499);
        }

        // bytes 0-524287/* or bytes 524288-600000/600001
        string[] range = request.Header("Content-Range")!["bytes ".Length..].Split('-', '/');
        long from = long.Parse(range[0], CultureInfo.InvariantCulture);
        bool isLast = range[2] != "*";
        if (from != session.Content.Length || request.Body.Length != long.Parse(range[1], CultureInfo.InvariantCulture) + 1 - from || (!isLast && request.Body.Length % Quantum != 0))
        {
            return WebAnswer.Fail(400);
        }

        int kept = isLast ? request.Body.Length : Math.Min(KeepsOnly ?? int.MaxValue, request.Body.Length);
        session.Content.Write(request.Body, 0, kept);
        if (!isLast)
        {
            return WebAnswer.Fail(308, ("Range", $"bytes=0-{session.Content.Length - 1}"));
        }

        sessions.TryRemove(id, out _);
        return Holds(session.Name, session.Condition) ? Store(session.Name, session.Content.ToArray()) : WebAnswer.Fail(412);
    }

    private bool Holds(string name, string? condition) =>
        condition is null || condition == (objects.TryGetValue(name, out (byte[] Content, long Generation) found) ? Text(found.Generation) : "0");

    private WebAnswer Store(string name, byte[] content)
    {
        objects[name] = (content, ++generation);
        return Said(200, $$"""{"generation":"{{generation}}"}""");
    }

    private static WebAnswer Said(int status, string text) => WebAnswer.Of(text) with { Status = status };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Session(string Name, string? Condition)
    {
        public MemoryStream Content { get; } = new();
    }
}

using Deckle.Json;

namespace Deckle.Tests.Comparing;

/// <summary>Outputs for one test each.</summary>
internal static class Outputs
{
    public static Output Stream(string text, string name = "stdout") =>
        new(JsonObject.Of(("name", name), ("output_type", "stream"), ("text", text)));

    public static Output Display(params (string Type, JsonValue Value)[] data) =>
        new(JsonObject.Of(("data", JsonObject.Of(data)), ("metadata", JsonObject.Empty), ("output_type", "display_data")));

    public static Output Result(int count, params (string Type, JsonValue Value)[] data) => new(JsonObject.Of(
        ("data", JsonObject.Of(data)), ("execution_count", count), ("metadata", JsonObject.Empty), ("output_type", "execute_result")));

    public static Output Error(string name, string value, params string[] traceback) => new(JsonObject.Of(
        ("ename", name), ("evalue", value), ("output_type", "error"), ("traceback", JsonArray.From(traceback))));

    public static Output Text(string text) => Display(("text/plain", text));

    public static Output Html(string text) => Display(("text/html", text));
}

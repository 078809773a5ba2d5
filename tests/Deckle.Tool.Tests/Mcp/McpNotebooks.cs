using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>Notebooks for the tools.</summary>
internal static class McpNotebooks
{
    /// <summary>Code cells with the ids c0, c1, …; the first one has the tag <c>parameters</c>.</summary>
    public static string Of(params string[] sources) => With([.. sources.Select((source, index) => Cell(index, source))]);

    /// <summary>One cell that was run and printed a text.</summary>
    public static string Printed(string source, string text)
    {
        JsonObject cell = Cell(0, source);
        cell["execution_count"] = 1;
        cell["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text });
        return With([cell]);
    }

    private static JsonObject Cell(int index, string source) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = $"c{index}",
        ["metadata"] = new JsonObject { ["tags"] = index == 0 ? new JsonArray("parameters") : [] },
        ["outputs"] = new JsonArray(),
        ["source"] = source,
    };

    private static string With(JsonObject[] cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = "Python 3", ["language"] = "python", ["name"] = "python3" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();
}

using Deckle.Json;

namespace Deckle.Tool.HostTools;

/// <summary>How many calls of tools a run made.</summary>
internal sealed class ToolCounts
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (int Calls, int Denied, int Failed)> tools = new(StringComparer.Ordinal);

    public bool Any
    {
        get
        {
            lock (gate)
            {
                return tools.Count > 0;
            }
        }
    }

    public void Add(string tool, bool isDenied, bool hasFailed)
    {
        lock (gate)
        {
            (int calls, int denied, int failed) = tools.GetValueOrDefault(tool);
            tools[tool] = (calls + 1, denied + (isDenied ? 1 : 0), failed + (hasFailed && !isDenied ? 1 : 0));
        }
    }

    /// <param name="log">Where each call is told.</param>
    public JsonObject ToJson(string log)
    {
        lock (gate)
        {
            return JsonObject.Of(
                ("calls", tools.Values.Sum(count => count.Calls)),
                ("denied", tools.Values.Sum(count => count.Denied)),
                ("failed", tools.Values.Sum(count => count.Failed)),
                ("tools", JsonObject.From(tools.Select(pair => new JsonMember(
                    pair.Key, JsonObject.Of(("calls", pair.Value.Calls), ("denied", pair.Value.Denied), ("failed", pair.Value.Failed)))))),
                ("log", log));
        }
    }
}

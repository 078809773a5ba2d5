using Deckle.Json;

namespace Deckle.Tool.HostTools;

/// <summary>JSON Schemas of arguments.</summary>
internal static class HostToolSchema
{
    /// <param name="properties">Name, JSON type and what it is; a name that ends in <c>?</c> may be left out.</param>
    public static JsonObject Of(params ReadOnlySpan<(string Name, string Type, string Description)> properties)
    {
        JsonObject all = JsonObject.Empty;
        var required = new List<string>();
        foreach ((string name, string type, string description) in properties)
        {
            string key = name.TrimEnd('?');
            all = all.With(key, type.Length == 0 ? JsonObject.Of(("description", description)) : JsonObject.Of(("type", type), ("description", description)));
            if (key == name)
            {
                required.Add(key);
            }
        }

        return JsonObject.Of(("type", "object"), ("properties", all), ("required", JsonArray.From(required)), ("additionalProperties", false));
    }
}

using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>In which files a cell is code: <c>active="ipynb,py"</c>, or a tag <c>active-ipynb-py</c>. Elsewhere its source is a comment, or in notebooks raw.</summary>
internal static class Activity
{
    private const string TagPrefix = "active-";

    /// <param name="extension">Without a dot: <c>ipynb</c>, <c>py</c>.</param>
    /// <param name="otherwise">The answer for cells that say nothing of it.</param>
    public static bool In(string extension, JsonObject metadata, bool otherwise = true)
    {
        if (metadata.Get<JsonObject>("run_control")?["frozen"] == JsonBoolean.True)
        {
            return extension == "ipynb";
        }

        if (Tag(metadata) is { } tag)
        {
            return tag.Split('-').Contains(extension, StringComparer.Ordinal);
        }

        return metadata.Has("active") ? (metadata.GetText("active") ?? "").Split('.', ',').Contains(extension, StringComparer.Ordinal) : otherwise;
    }

    private static string? Tag(JsonObject metadata) => (metadata.Get<JsonArray>("tags") ?? JsonArray.Empty)
        .OfType<JsonString>().Select(tag => tag.Text).FirstOrDefault(tag => tag.StartsWith(TagPrefix, StringComparison.Ordinal));
}

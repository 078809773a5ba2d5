using Deckle.Json;
using Deckle.Upgrading;

namespace Deckle.Stripping;

/// <summary>Which outputs stay.</summary>
internal sealed class OutputFilter(StripOptions options, NotebookFormat format)
{
    private readonly (string Type, string? Name)[] kept = [.. options.KeepOutputTypes.Select(Parse)];
    private readonly (string Type, string? Name)[] dropped = [.. options.DropOutputTypes.Select(Parse)];

    /// <param name="isKept">Whether the cell keeps its outputs. Even then only the types stay that are asked for by name.</param>
    public bool Keeps(JsonValue output, bool isKept)
    {
        bool stays = (isKept && kept.Length == 0) || !OutputSize.Exceeds(Measured(output), options.MaxSize, options.ClearsCounts) || Matches(output, kept);
        return stays && !Matches(output, dropped);
    }

    /// <summary>An output's type, with its name if it has one: <c>stream:stdout</c>.</summary>
    public static string Describe(JsonValue output) =>
        (output as JsonObject)?.GetText("output_type") is not { } type ? "output"
        : ((JsonObject)output).GetText("name") is { } name ? $"output {type}:{name}"
        : $"output {type}";

    // Only when lines are joined is it known how many line ends nbformat 2 and 3 have between them.
    private JsonValue Measured(JsonValue output) =>
        options.MaxSize > 0 && format.Major is 2 or 3 && output is JsonObject members ? LegacyText.JoinOutput(members, format.Major) : output;

    private static bool Matches(JsonValue output, (string Type, string? Name)[] types)
    {
        if (types.Length == 0 || output is not JsonObject members)
        {
            return false;
        }

        string? type = members.GetText("output_type");
        return Array.Exists(types, wanted => wanted.Type == type && (wanted.Name is null || wanted.Name == members.GetText("name")));
    }

    private static (string Type, string? Name) Parse(string text) => text.Split(':', 2) switch
    {
        [string type, string name] => (type, name),
        _ => (text, null),
    };
}

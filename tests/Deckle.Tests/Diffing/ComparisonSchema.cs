using Deckle.Json;

namespace Deckle.Tests.Diffing;

/// <summary>The shape of <c>deckle.diff/1</c> as <c>docs/diff-format.md</c> describes it.</summary>
internal static class ComparisonSchema
{
    private static readonly string[] Parts = ["source", "outputs", "metadata", "attachments", "id", "details"];
    private static readonly string[] Noise = ["counts", "ids", "timings", "addresses", "widgets", "versions"];

    // Which members an entry has beside 'change'.
    private static readonly Dictionary<string, string[]> Members = new()
    {
        ["unchanged"] = ["before", "after", "count"],
        ["modified"] = ["before", "after", "cell_type", "parts", "noise", "hunks", "diff"],
        ["added"] = ["after", "cell_type", "cell"],
        ["removed"] = ["before", "cell_type"],
        ["moved_away"] = ["before", "after", "cell_type"],
        ["moved_here"] = ["before", "after", "cell_type", "parts", "noise", "hunks", "diff"],
        ["split_off"] = ["before", "after", "cell_type", "cell"],
        ["joined_into"] = ["before", "after", "cell_type"],
    };

    public static IEnumerable<string> Violations(JsonObject root) =>
    [
        .. Keys(root, "", "schema", "before", "after", "changed", "summary", "cells", "notebook"),
        .. root.GetText("schema") == "deckle.diff/1" ? [] : (string[])["schema"],
        .. Keys((JsonObject)root["before"]!, "before", "name", "nbformat", "nbformat_minor", "cells"),
        .. Keys((JsonObject)root["after"]!, "after", "name", "nbformat", "nbformat_minor", "cells"),
        .. Keys((JsonObject)root["summary"]!, "summary", "added", "removed", "moved", "split", "joined", "modified", "only_noise", "unchanged"),
        .. ((JsonObject)root["summary"]!).Where(member => member.Value is not JsonNumber { IsInteger: true }).Select(member => $"summary.{member.Key}"),
        .. root["changed"] is JsonBoolean ? [] : (string[])["changed"],
        .. ((JsonArray)root["cells"]!).SelectMany((cell, index) => Cell((JsonObject)cell, $"cells[{index}]")),
        .. Keys((JsonObject)root["notebook"]!, "notebook", "parts", "noise", "diff"),
        .. Changed((JsonObject)root["notebook"]!, "notebook"),
    ];

    private static IEnumerable<string> Cell(JsonObject cell, string where)
    {
        if (!Members.TryGetValue(cell.GetText("change") ?? "", out string[]? members))
        {
            return [$"{where}: change"];
        }

        return
        [
            .. Keys(cell, where, ["change", .. members]),
            .. new[] { "before", "after" }.Where(cell.Has).Where(side => cell[side] is not JsonObject place || place["index"] is not JsonNumber { IsInteger: true } || place.Keys.Any(key => key is not ("index" or "id"))).Select(side => $"{where}.{side}"),
            .. cell.Has("diff") ? Changed(cell, where) : [],
            .. cell["hunks"] is JsonArray hunks ? hunks.Cast<JsonObject>().Where(hunk => !IsHunk(hunk)).Select(hunk => $"{where}: {hunk}") : [],
        ];
    }

    private static bool IsHunk(JsonObject hunk) =>
        hunk["path"] is JsonString && (hunk.Has("before") || hunk.Has("after"))
        && hunk.Where(member => member.Key != "path").All(side => side.Key is "before" or "after" && side.Value is JsonObject lines
            && lines["line"] is JsonNumber line && line.TryGetInt64(out long at) && at > 0 && lines["count"] is JsonNumber count && count.TryGetInt64(out long length) && length > 0);

    private static IEnumerable<string> Changed(JsonObject holder, string where) =>
    [
        .. ((JsonArray)holder["parts"]!).Where(part => !Parts.Contains(((JsonString)part).Text)).Select(part => $"{where}.parts: {part}"),
        .. ((JsonArray)holder["noise"]!).Where(part => !Noise.Contains(((JsonString)part).Text)).Select(part => $"{where}.noise: {part}"),
        .. DiffSchema.Violations(holder["diff"]!, where),
    ];

    private static IEnumerable<string> Keys(JsonObject holder, string where, params string[] keys) =>
        holder.Keys.SequenceEqual(keys) ? [] : [$"{where}: {string.Join(", ", holder.Keys)}"];
}

using Deckle.Json;
using Deckle.Upgrading;
using Deckle.Validation;

namespace Deckle.Repairing;

/// <summary>The repair of each finding that has one.</summary>
internal static class RepairRules
{
    // The same bundle of keys wherever it is missing: nothing was in it.
    private static readonly Dictionary<string, JsonValue> Missing = new(StringComparer.Ordinal)
    {
        ["metadata"] = JsonObject.Empty,
        ["data"] = JsonObject.Empty,
        ["outputs"] = JsonArray.Empty,
        ["source"] = JsonArray.Empty,
        ["input"] = JsonArray.Empty,
        ["text"] = JsonArray.Empty,
        ["traceback"] = JsonArray.Empty,
        ["ename"] = "",
        ["evalue"] = "",
        ["execution_count"] = JsonNull.Value,
    };

    /// <summary>The repaired notebook and what was done; null for a finding that a person must look at.</summary>
    public static (JsonObject Notebook, string What)? TryRepair(JsonObject notebook, ValidationFinding finding, CellIds ids) => finding.Keyword switch
    {
        ValidationFinding.UniqueId => NewId(notebook, finding, finding.Path.Parent, ids),
        "required" when finding.Key == "id" => NewId(notebook, finding, finding.Path, ids),
        "required" => Add(notebook, finding),
        "additionalProperties" => Remove(notebook, finding),
        _ when IsCellId(finding) => NewId(notebook, finding, finding.Path.Parent, ids),
        _ => Convert(notebook, finding),
    };

    private static bool IsCellId(ValidationFinding finding) =>
        finding.Path.LastKey == "id" && finding.Path.Length == 3 && finding.Ref.EndsWith("_cell", StringComparison.Ordinal);

    private static (JsonObject, string)? NewId(JsonObject notebook, ValidationFinding finding, JsonPath cell, CellIds ids)
    {
        if (cell.Find(notebook) is not JsonObject members)
        {
            return null;
        }

        string id = ids.For(members, finding.CellIndex ?? 0);
        return (Update(notebook, cell, value => ((JsonObject)value).With("id", id)), $"gave it the id {id}");
    }

    private static (JsonObject, string)? Add(JsonObject notebook, ValidationFinding finding)
    {
        string key = finding.Key!;
        JsonValue? value = (finding.Ref, key) switch
        {
            ("notebook", "nbformat_minor") => notebook.Has("worksheets") ? 0 : HasIds(notebook) ? 5 : 4,
            ("notebook", "cells") => notebook.Has("worksheets") ? null : JsonArray.Empty,
            ("notebook", "display_name") => finding.Path.Find(notebook) is JsonObject spec && spec["name"] is JsonString name ? name : null,
            ("notebook", _) when finding.Path.Length > 0 => null,
            ("stream", "name") or ("stream", "stream") => "stdout",
            _ => Missing.GetValueOrDefault(key),
        };
        return value is null
            ? null
            : (Update(notebook, finding.Path, holder => ((JsonObject)holder).With(key, value)), $"added '{key}': {value}");
    }

    private static bool HasIds(JsonObject notebook) =>
        (notebook.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>().Any(cell => cell.Has("id"));

    private static (JsonObject, string)? Remove(JsonObject notebook, ValidationFinding finding)
    {
        string key = finding.Key!;
        if (key == "id" && finding.Ref.EndsWith("_cell", StringComparison.Ordinal) && notebook.Has("cells"))
        {
            // Tools that know ids wrote them under an old number: with the right number nothing is lost.
            return notebook["nbformat_minor"] is JsonNumber minor && minor.TryGetInt64(out long old) && old < 5
                ? (notebook.With("nbformat_minor", 5), "raised nbformat_minor to 5, because cells have ids")
                : null;
        }

        // In a cell itself (cells, 3) such a key could be somebody's own.
        bool isTransient = finding.Path.Length != 2 && key is ("transient" or "trusted" or "orig_nbformat" or "orig_nbformat_minor");
        bool isEmpty = key is "outputs" or "execution_count" or "attachments" or "metadata"
            && (finding.Path.Find(notebook) as JsonObject)?[key] is JsonNull or JsonObject { Count: 0 } or JsonArray { Count: 0 };
        return isTransient || isEmpty
            ? (Update(notebook, finding.Path, holder => ((JsonObject)holder).Without(key)), $"removed '{key}'")
            : null;
    }

    private static (JsonObject, string)? Convert(JsonObject notebook, ValidationFinding finding)
    {
        // Tags are put right together, because leaving one out moves the others.
        JsonPath path = finding.Path.LastKey is null && finding.Path.Parent.LastKey == "tags" ? finding.Path.Parent : finding.Path;
        string? key = path.LastKey;
        if (key is null || path.Find(notebook) is not { } value)
        {
            return null;
        }

        bool isInMetadata = path.Parent.LastKey == "metadata";
        if (key is "orig_nbformat" or "orig_nbformat_minor" || (isInMetadata && (value is JsonNull || (key == "name" && IsEmpty(value)))))
        {
            return (Update(notebook, path.Parent, holder => ((JsonObject)holder).Without(key)), $"removed {path.ToReadable(finding.CellIndex is null ? 0 : 2)}");
        }

        JsonValue? converted = key switch
        {
            "tags" when isInMetadata => Tags(value),
            "collapsed" or "scrolled" => Truth(value),
            "execution_count" or "nbformat" or "nbformat_minor" => Integer(value),
            "metadata" or "outputs" or "source" or "data" when IsEmpty(value) => Missing[key],
            "text" or "ename" or "evalue" when value is JsonNull => Missing[key],
            "traceback" => value is JsonString ? JsonArray.Create([value]) : value is JsonNull ? JsonArray.Empty : null,
            _ => null,
        };
        return converted is null || converted == value
            ? null
            : (Update(notebook, path, _ => converted), $"made {path.ToReadable(finding.CellIndex is null ? 0 : 2)} {Described(converted)}");
    }

    private static bool IsEmpty(JsonValue value) => value is JsonNull or JsonObject { Count: 0 } or JsonArray { Count: 0 } or JsonString { Utf8.IsEmpty: true };

    private static JsonArray? Tags(JsonValue value)
    {
        IEnumerable<JsonValue>? tags = value switch
        {
            JsonArray list => list,
            JsonString text => [text],
            _ => null,
        };
        return tags is null ? null : JsonArray.From(tags.Where(tag => !IsEmpty(tag)).Distinct());
    }

    private static JsonBoolean? Truth(JsonValue value) => value switch
    {
        JsonString text when text.Text is "true" or "True" => JsonBoolean.True,
        JsonString text when text.Text is "false" or "False" => JsonBoolean.False,
        JsonNumber number when number.ToDouble() is 0 or 1 => JsonBoolean.Of(number.ToDouble() == 1),
        _ => null,
    };

    // 4.0 and "4" say 4.
    private static JsonNumber? Integer(JsonValue value)
    {
        double number = value switch
        {
            JsonNumber written => written.ToDouble(),
            JsonString text when text.Utf8.Length == 1 && char.IsAsciiDigit(text.Text[0]) => text.Text[0] - '0',
            _ => double.NaN,
        };
        return number is >= 0 and <= 1_000_000 && Math.Floor(number) == number ? JsonNumber.Of((long)number) : null;
    }

    private static string Described(JsonValue value) => value is JsonArray { Count: > 0 } ? "a list" : value.ToString();

    private static JsonObject Update(JsonObject notebook, JsonPath path, Func<JsonValue, JsonValue> change) => (JsonObject)path.Update(notebook, change);
}

using System.Buffers;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>
/// Comparisons in our own JSON: of two files that were named one <c>deckle.diff/1</c>; else an object with a list <c>files</c> of them, each
/// with its path and what happened to the file.
/// </summary>
internal static class ComparisonJson
{
    /// <summary>Only the text is held of a comparison once it is written.</summary>
    public static byte[] Write(IEnumerable<NotebookComparison> comparisons, bool isPair)
    {
        if (isPair)
        {
            return [.. JsonWriter.ToUtf8(One(comparisons.First()), JsonWriterOptions.Compact), (byte)'\n'];
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonWriter(output, JsonWriterOptions.Compact);
        output.Write("{\"schema\": \""u8);
        output.Write(System.Text.Encoding.ASCII.GetBytes(NotebookDiffWriter.Schema));
        output.Write("\", \"files\": ["u8);
        bool isFirst = true;
        foreach (NotebookComparison comparison in comparisons)
        {
            output.Write(isFirst ? ""u8 : ", "u8);
            writer.Write(JsonObject.From([.. File(comparison), .. One(comparison)]));
            isFirst = false;
        }

        output.Write("]}\n"u8);
        return output.WrittenSpan.ToArray();
    }

    private static JsonObject One(NotebookComparison comparison)
    {
        string before = comparison.Before.Name;
        string after = comparison.After.Name;
        return comparison.Diff is { } diff
            ? NotebookDiffWriter.Write(diff, before, after)
            : JsonObject.Of(
                ("schema", NotebookDiffWriter.Schema),
                ("before", JsonObject.Of(("name", before))),
                ("after", JsonObject.Of(("name", after))),
                ("changed", comparison.IsDifferent),
                ("error", comparison.Problem is { } problem ? ErrorRenderer.Json(problem) : JsonNull.Value));
    }

    private static IEnumerable<JsonMember> File(NotebookComparison comparison)
    {
        yield return new JsonMember("path", comparison.Path);
        yield return new JsonMember("status", comparison.Change.Kind switch
        {
            FileChangeKind.TypeChanged => "type_changed",
            var kind => kind.ToString().ToLowerInvariant(),
        });
        if (comparison.Before.Path != comparison.Path && comparison.Before.Content is not null)
        {
            yield return new JsonMember("old_path", comparison.Before.Path);
        }

        if (comparison.Change.Similarity is { } similarity)
        {
            yield return new JsonMember("similarity", similarity);
        }

        if (comparison.Before.Mode is not null || comparison.After.Mode is not null)
        {
            yield return new JsonMember("old_mode", Optional(comparison.Before.Mode));
            yield return new JsonMember("mode", Optional(comparison.After.Mode));
        }
    }

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Value : text;
}

using Deckle.Json;

namespace Deckle.Repairing;

/// <summary>The last cell and output of a file that ends too soon: what they still have says what they were.</summary>
internal static class CutNotebook
{
    public static JsonObject Complete(JsonObject notebook, List<TextRepair> repairs)
    {
        notebook = WithoutPart(WithoutPart(notebook, "kernelspec", ["name", "display_name"], repairs), "language_info", ["name"], repairs);
        if (notebook["cells"] is not JsonArray { Count: > 0 } cells || notebook.Members[^1].Key is not ("cells" or "nbformat_minor") || cells[^1] is not JsonObject last)
        {
            return notebook;
        }

        int index = cells.Count - 1;
        if (last.Count == 0)
        {
            return notebook.With("cells", cells.RemoveAt(index));
        }

        JsonObject completed = WithOutput(WithType(last), index, repairs);
        if (!ReferenceEquals(completed, last))
        {
            repairs.Add(new TextRepair(0, $"cell {index}, the last, is not whole: the file ends in it"));
        }

        return notebook.With("cells", cells.With(index, completed));
    }

    // A kernel without its name is none; the repair of the notebook would have to guess it.
    private static JsonObject WithoutPart(JsonObject notebook, string key, string[] needed, List<TextRepair> repairs)
    {
        if (notebook["metadata"] is not JsonObject metadata || metadata[key] is not JsonObject part || needed.All(name => part[name] is JsonString))
        {
            return notebook;
        }

        repairs.Add(new TextRepair(0, $"left out the beginning of metadata.{key}, which says only {part}"));
        return notebook.With("metadata", metadata.Without(key));
    }

    private static JsonObject WithType(JsonObject cell)
    {
        string? type = cell.GetText("cell_type");
        if (type is "code" or "markdown" or "raw")
        {
            return cell;
        }

        string meant = (type is { Length: > 0 } ? ((string[])["code", "markdown", "raw"]).FirstOrDefault(known => known.StartsWith(type, StringComparison.Ordinal)) : null)
            ?? (cell.Has("outputs") || cell.Has("execution_count") ? "code" : "raw");
        return cell.With("cell_type", meant);
    }

    private static JsonObject WithOutput(JsonObject cell, int index, List<TextRepair> repairs)
    {
        if (cell["outputs"] is not JsonArray { Count: > 0 } outputs || outputs[^1] is not JsonObject last)
        {
            return cell;
        }

        if (last.Count == 0)
        {
            return cell.With("outputs", outputs.RemoveAt(outputs.Count - 1));
        }

        string? type = last.GetText("output_type");
        string? meant = type switch
        {
            "stream" or "display_data" or "execute_result" or "error" => type,
            _ when last.Has("data") => last.Has("execution_count") ? "execute_result" : "display_data",
            _ when last.Has("name") || last.Has("text") => "stream",
            _ when last.Has("ename") || last.Has("evalue") || last.Has("traceback") => "error",
            "s" or "st" or "str" or "stre" or "strea" => "stream",
            { Length: > 0 } when "error".StartsWith(type, StringComparison.Ordinal) => "error",
            { Length: > 0 } when "execute_result".StartsWith(type, StringComparison.Ordinal) => "execute_result",
            _ => null,
        };
        if (meant is null)
        {
            repairs.Add(new TextRepair(0, $"left out the beginning of an output of cell {index}, which says only {last}"));
            return cell.With("outputs", outputs.RemoveAt(outputs.Count - 1));
        }

        return cell.With("outputs", outputs.With(outputs.Count - 1, last.With("output_type", meant)));
    }
}

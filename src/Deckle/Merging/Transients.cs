using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// Values that editors and runs write by themselves. Two sides that differ in them do not contradict each other. The first of them are
/// nbdime's (<c>merging/notebooks.py</c>); its users asked for the rest.
/// </summary>
internal static class Transients
{
    private static readonly HashSet<string> InCells = new(StringComparer.Ordinal)
    {
        "collapsed", "autoscroll", "scrolled", "execution", "ExecuteTime", "papermill", "heading_collapsed", "vscode",
        "id", "colab", "colab_type", "executionInfo", "outputId",
    };

    private static readonly HashSet<string> InNotebook = new(StringComparer.Ordinal)
    {
        "/metadata/language_info/version", "/metadata/language_info/codemirror_mode", "/metadata/language_info/pygments_lexer",
        "/metadata/language_info/nbconvert_exporter", "/metadata/language_info/mimetype", "/metadata/language_info/file_extension",
        "/metadata/kernelspec/display_name", "/metadata/kernelspec/language", "/metadata/widgets", "/metadata/papermill",
        "/metadata/vscode", "/metadata/toc_position", "/metadata/toc/toc_position", "/metadata/signature", "/metadata/interpreter",
    };

    /// <summary>Whether a value of a cell is one, by the way to it inside the cell.</summary>
    public static bool HasCell(JsonPath path) => path.Length == 2 && path.Parent.LastKey == "metadata" && path.LastKey is { } key && InCells.Contains(key);

    /// <summary>Whether a value of the notebook is one, by the way to it.</summary>
    public static bool HasNotebook(JsonPath path) => InNotebook.Contains(path.ToPointer());

    /// <summary>A cell's metadata without them.</summary>
    public static JsonObject Without(JsonObject metadata) => InCells.Aggregate(metadata, (rest, key) => rest.Without(key));
}

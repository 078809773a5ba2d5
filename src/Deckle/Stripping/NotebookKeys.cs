using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>Strips what a notebook holds beside its cells.</summary>
internal static class NotebookKeys
{
    private const string Metadata = "metadata";

    // nbformat 3 had them beside the metadata.
    private static readonly string[] Transient3 = ["orig_nbformat", "orig_nbformat_minor"];

    /// <param name="keys">Keys of the notebook's metadata.</param>
    public static JsonObject Strip(JsonObject notebook, NotebookFormat format, StripOptions options, IReadOnlyList<StripKey> keys, StripReport report)
    {
        foreach (string key in options.DropTransient && format.Major == 3 ? Transient3 : [])
        {
            if (notebook.Has(key))
            {
                report.Add(StripKind.NotebookMetadata, JsonPath.Root.Key(key), key);
                notebook = notebook.Without(key);
            }
        }

        if (notebook[Metadata] is not JsonObject metadata)
        {
            return notebook;
        }

        JsonPath path = JsonPath.Root.Key(Metadata);
        if (options.DropNotebookMetadata && metadata.Count > 0)
        {
            report.Add(StripKind.NotebookMetadata, path, Metadata);
            return notebook.With(Metadata, JsonObject.Empty);
        }

        JsonObject stripped = keys.Aggregate(metadata, (rest, key) => KeyStripper.Strip(rest, key, path, report));
        if (options.Noise.HasFlag(Noise.KernelVersions))
        {
            stripped = KernelTitle.Strip(stripped, path, report);
        }

        return notebook.With(Metadata, stripped);
    }
}

namespace Deckle.Stripping;

/// <summary>All the keys that go: those that are asked for, those that nbformat never writes, and those that are noise.</summary>
internal static class KeysToStrip
{
    private static readonly StripKey[] Transient4 = Parse(
        "metadata.orig_nbformat", "metadata.orig_nbformat_minor", "metadata.signature", "cell.metadata.trusted");

    // nbformat 3.0 kept "trusted" in the cell itself for a while.
    private static readonly StripKey[] Transient3 = Parse("cell.metadata.trusted", "cell.trusted");

    private static readonly StripKey[] Timings = Parse(
        "cell.metadata.execution", "cell.metadata.ExecuteTime",
        "cell.metadata.papermill.start_time", "cell.metadata.papermill.end_time", "cell.metadata.papermill.duration",
        "metadata.papermill.start_time", "metadata.papermill.end_time", "metadata.papermill.duration");

    private static readonly StripKey[] WidgetState = Parse("metadata.widgets");

    private static readonly StripKey[] KernelVersions = Parse(
        "metadata.language_info.version", "metadata.language_info.codemirror_mode.version", "metadata.vscode.interpreter");

    public static IEnumerable<StripKey> Of(StripOptions options, NotebookFormat format)
    {
        StripKey[] transient = !options.DropTransient || format.Major < 3 ? [] : format.Major == 3 ? Transient3 : Transient4;
        return [
            .. options.Keys.Select(StripKey.Parse).OfType<StripKey>(),
            .. transient,
            .. options.Noise.HasFlag(Noise.Timings) ? Timings : [],
            .. options.Noise.HasFlag(Noise.WidgetState) ? WidgetState : [],
            .. options.Noise.HasFlag(Noise.KernelVersions) ? KernelVersions : [],
        ];
    }

    private static StripKey[] Parse(params string[] keys) => [.. keys.Select(key => StripKey.Parse(key)!)];
}

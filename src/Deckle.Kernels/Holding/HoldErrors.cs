namespace Deckle.Kernels.Holding;

/// <summary>The errors of keeping kernels.</summary>
internal static class HoldErrors
{
    public static DeckleException NotKept(string id, IEnumerable<string> kept) =>
        new("kernel-not-kept", $"no kernel is kept as '{id}'", "list them with: deckle kernels kept")
        {
            Facts = [("kept", string.Join(", ", kept) is { Length: > 0 } ids ? ids : "none")],
        };

    public static DeckleException FolderNotPrivate(string folder, string why) =>
        new("kept-folder-not-private", $"kernels cannot be kept in {folder}: {why}", "remove the folder, or set XDG_RUNTIME_DIR to a folder of your own")
        {
            Kind = ErrorKind.Unavailable,
        };
}

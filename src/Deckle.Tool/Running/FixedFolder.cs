using Deckle.Stores;

namespace Deckle.Tool.Running;

/// <summary>
/// A folder of results that is fixed before the first kernel of a command runs: what kernels put into it or in its place leads nothing that is
/// written there elsewhere. Links below it are not followed.
/// </summary>
internal sealed class FixedFolder : IDisposable
{
    private readonly string path;
    private readonly HeldFolder held;

    private FixedFolder(string path)
    {
        this.path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        held = HeldFolder.Open(path, create: true);
    }

    /// <returns>Null where no kernel of the command could do any harm there.</returns>
    /// <param name="folder">Made where it is missing; null for none.</param>
    public static FixedFolder? Of(RunRequest request, string? folder) =>
        folder is not null && request.FixesPlaces && !StorePath.IsRemote(folder) ? new FixedFolder(folder) : null;

    /// <summary>Whether a file lies in the folder or below it, going by its path.</summary>
    public bool Has(string file) => Path.GetFullPath(file).StartsWith(path == "/" ? path : $"{path}/", StringComparison.Ordinal);

    /// <param name="file">Lies in the folder or below it; folders on the way are made.</param>
    /// <exception cref="DeckleException">What <see cref="HeldFolder.PlaceOf"/> throws.</exception>
    public HeldPlace PlaceOf(string file) => held.PlaceOf(Path.GetRelativePath(path, Path.GetFullPath(file)), file);

    /// <inheritdoc cref="PlaceOf"/>
    public void Write(string file, ReadOnlySpan<byte> content)
    {
        using HeldPlace place = PlaceOf(file);
        place.Write(content);
    }

    public void Dispose() => held.Dispose();
}

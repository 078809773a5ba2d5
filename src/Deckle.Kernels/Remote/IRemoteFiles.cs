namespace Deckle.Kernels.Remote;

/// <summary>Files where a kernel runs, by paths with slashes below one folder.</summary>
public interface IRemoteFiles
{
    /// <summary>The files below a folder at any depth, sorted.</summary>
    /// <param name="folder">Empty for the whole.</param>
    /// <exception cref="DeckleException"><c>server-file-not-found</c>.</exception>
    Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default);

    /// <summary>Writes a file, in place of what was there; missing folders are made.</summary>
    Task UploadAsync(string path, Stream content, CancellationToken cancellationToken = default);

    /// <exception cref="DeckleException"><c>server-file-not-found</c>.</exception>
    Task DownloadAsync(string path, Stream target, CancellationToken cancellationToken = default);
}

using Deckle.Kernels.Remote;

namespace Deckle.Kernels.Tests.Remote;

/// <summary>Files there and back, by the contents API and through a kernel.</summary>
public class RemoteFileTests(SharedServer shared)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_come_back_as_they_went(bool byContents)
    {
        using JupyterServer server = await shared.ConnectAsync();
        await using KernelClient kernel = await RemoteRun.StartAsync(server);
        IRemoteFiles files = byContents ? server.Contents : new KernelFiles(kernel, server.Url);
        string folder = $"files-{byContents}";

        // More than one chunk, and not a whole number of them.
        byte[] large = new byte[13_000_001];
        new Random(1).NextBytes(large);
        await files.UploadAsync($"{folder}/deep/a b ü'\".bin", new MemoryStream(large));
        await files.UploadAsync($"{folder}/empty", new MemoryStream());
        await files.UploadAsync($"{folder}/empty", new MemoryStream([1]));
        await files.UploadAsync($"{folder}/empty", new MemoryStream());
        IReadOnlyList<string> listed = await files.ListAsync(folder);
        using var back = new MemoryStream();
        await files.DownloadAsync(listed[0], back);
        using var nothing = new MemoryStream();
        await files.DownloadAsync(listed[1], nothing);
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => files.DownloadAsync($"{folder}/nowhere", new MemoryStream()));

        Assert.Equal([$"{folder}/deep/a b ü'\".bin", $"{folder}/empty"], listed);
        Assert.True(large.AsSpan().SequenceEqual(back.ToArray()));
        Assert.Equal(0, nothing.Length);
        Assert.Equal("server-file-not-found", error.Code);
    }
}

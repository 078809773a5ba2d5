using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Tests.Specs;

public sealed class RealPathTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Links_lead_where_the_system_follows_them()
    {
        string root = RealPath.Of(folder.FullName);
        Directory.CreateDirectory(Path.Combine(root, "other", "deep"));
        File.CreateSymbolicLink(Path.Combine(root, "sub"), Path.Combine(root, "other", "deep"));
        File.CreateSymbolicLink(Path.Combine(root, "link"), "sub/../file");
        File.CreateSymbolicLink(Path.Combine(root, "round"), "round");

        Assert.Equal(Path.Combine(root, "other", "file"), RealPath.Find(Path.Combine(root, "link")));
        Assert.Equal(Path.Combine(root, "other", "missing"), RealPath.Find(Path.Combine(root, "sub", "..", "missing")));
        Assert.Null(RealPath.Find(Path.Combine(root, "round", "below")));
    }
}

namespace Deckle.Kernels.Tests.Warm;

public sealed class ColdKernelFeatureTests(WarmFolder folder) : KernelFeatureTests, IClassFixture<WarmFolder>
{
    protected override WarmFolder Folder => folder;

    protected override IKernelHost Host(LocalHostOptions options) => new LocalHost(options);

    protected override void CheckStart(KernelStart start) => Assert.Equal(KernelStart.Cold, start);
}

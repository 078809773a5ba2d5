using Deckle.Kernels.Warm;

namespace Deckle.Kernels.Tests.Warm;

public sealed class WarmKernelFeatureTests(WarmFolder folder) : KernelFeatureTests, IClassFixture<WarmFolder>
{
    protected override WarmFolder Folder => folder;

    protected override IKernelHost Host(LocalHostOptions options) => new WarmHost(new WarmHostOptions { Local = options });

    protected override void CheckStart(KernelStart start) => Assert.Equal(new KernelStart(IsWarm: true), start);
}

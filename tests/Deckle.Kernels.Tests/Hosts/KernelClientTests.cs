using Deckle.Kernels.Tests.Execution;

namespace Deckle.Kernels.Tests.Hosts;

public class KernelClientTests
{
    private static readonly Part Busy = Part.Status("busy");
    private static readonly Part Idle = Part.Status("idle");

    [Fact]
    public void A_kernel_is_ready_once_reply_and_idle_are_there_in_either_order()
    {
        Part[][] orders = [[Busy, Part.Info, Idle], [Busy, Idle, Part.Info], [Part.Info, Busy, Idle], [Part.Info, Idle], [Idle, Part.Info]];

        foreach (Part[] order in orders)
        {
            var kernel = new MemoryKernel(_ => []) { Introductions = new([order]) };

            Task<KernelClient> opening = KernelClient.OpenAsync(kernel, "session", cancellationToken: TestContext.Current.CancellationToken);

            // Nothing is awaited that has not come already: a wait would leave the task unfinished here.
            Assert.True(opening.IsCompletedSuccessfully);
            Assert.Single(kernel.Received);
        }
    }

    [Fact]
    public async Task A_kernel_whose_first_publications_were_lost_is_asked_again()
    {
        var kernel = new MemoryKernel(_ => []) { Introductions = new([[Part.Info], [Busy, Part.Info, Idle]]) };

        await using KernelClient client = await KernelClient.OpenAsync(kernel, "session", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, kernel.Received.Count);
        Assert.Equal("script", client.LanguageInfo.GetText("name"));
        Assert.False(client.TryReceive(out _));
    }
}

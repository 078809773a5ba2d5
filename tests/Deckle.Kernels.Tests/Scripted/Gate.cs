namespace Deckle.Kernels.Tests.Scripted;

/// <summary>A place in a script where the kernel stops until the test lets it go on: what a test has instead of a sleep.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the kernel stands at the gate and has sent all that came before it.</summary>
    public Task Reached => reached.Task;

    /// <summary>Lets the kernel pass, now or when it comes.</summary>
    public void Release() => released.TrySetResult();

    internal void Enter(Action goOn)
    {
        reached.TrySetResult();
        released.Task.ContinueWith(_ => goOn(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}

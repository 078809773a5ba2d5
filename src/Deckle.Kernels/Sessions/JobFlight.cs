using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Sessions;

/// <summary>A request while the kernel has it: what of its end has come.</summary>
internal sealed class JobFlight(string replyType = "execute_reply")
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource half = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isIdle;

    /// <summary>Completes when the kernel has begun: a signal before that would be lost.</summary>
    public Task Begun => begun.Task;

    /// <summary>Completes when one of the reply and "idle" has come; they travel on two channels and come in either order.</summary>
    public Task Half => half.Task;

    /// <summary>Completes when both have, or it is known that they never will.</summary>
    public Task Whole => whole.Task;

    public Message? Reply { get; private set; }

    /// <summary>Why there will be no reply; null where there may be one.</summary>
    public MessageLoss? Lost { get; private set; }

    public void Take(Message message)
    {
        string? state = message is { Channel: Channel.IOPub, Type: "status" } ? message.Content.GetText("execution_state") : null;
        Reply = message is { Channel: Channel.Shell } && message.Type == replyType ? message : Reply;
        isIdle |= state == "idle";
        Lost = message.Loss is { IsOutcome: true } lost ? lost : Lost;
        if (state is not null || Reply is not null || Lost is not null)
        {
            begun.TrySetResult();
        }

        if (isIdle || Reply is not null || Lost is not null)
        {
            half.TrySetResult();
        }

        if ((isIdle && Reply is not null) || Lost is not null)
        {
            whole.TrySetResult();
        }
    }
}

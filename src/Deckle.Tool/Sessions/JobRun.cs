using Deckle.Json;
using Deckle.Tool.Running;

namespace Deckle.Tool.Sessions;

/// <summary>Runs code in a session and prints its outputs as they come. Control-C interrupts the code; the end of this program does not.</summary>
internal sealed record JobRun(string Session, ExecuteRequest Request)
{
    /// <summary>Whether one JSON object is printed at the end, and nothing before it.</summary>
    public bool IsJson { get; init; }

    /// <summary>The most bytes of outputs that are printed; null for all.</summary>
    public long? MaxOutput { get; init; }

    /// <returns>The job as it stood at the end, with its outputs only with <see cref="IsJson"/>, and what that means to the caller of the program.</returns>
    public async Task<(JobView Job, int ExitCode)> RunAsync(SessionClient client)
    {
        using var signals = new RunSignals();
        using var console = new JobConsole(MaxOutput);
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<JobView> running = client.ExecuteAsync(
            Session,
            Request with { MaxBytes = MaxOutput, OnStarted = started.SetResult, OnEvent = IsJson ? _ => { } : console.Write },
            signals.Hurry);
        var stopped = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = signals.Token.Register(stopped.SetResult);
        await Task.WhenAny(running, stopped.Task);
        if (!running.IsCompleted)
        {
            string job = await started.Task;
            if (signals.WasTerminated)
            {
                return (GoesOn(job), ExitCodes.CouldNot);
            }

            await client.InterruptAsync(job[..job.LastIndexOf('-')], job);
        }

        JobView done;
        try
        {
            done = await running;
        }
        catch (OperationCanceledException) when (signals.Hurry.IsCancellationRequested)
        {
            return (GoesOn(await started.Task), ExitCodes.Interrupted);
        }

        if (IsJson)
        {
            done = await client.ResultsAsync(done.Id, new ResultsRequest { MaxBytes = MaxOutput });
        }
        else
        {
            console.End(done);
        }

        return (done, JobConsole.ExitCode(done));
    }

    private static JobView GoesOn(string job)
    {
        Console.Error.WriteLine($"still running: {job}; go on with: deckle session results {job} --follow");
        return new JobView(JsonObject.Of(("job", job), ("status", "running")));
    }

    /// <summary>Prints a job as one JSON object.</summary>
    public static void Print(string schema, JobView job) => Console.Out.WriteLine(JsonObject.From([new JsonMember("schema", schema), .. job.Json]).ToString());
}

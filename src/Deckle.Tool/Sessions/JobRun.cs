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

    /// <returns>The job as it stood at the end, with its outputs only with <see cref="IsJson"/>.</returns>
    public async Task<JobView> RunAsync(SessionClient client)
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
                Console.Error.WriteLine($"still running: {job}; go on with: deckle session results {job} --follow");
                return new JobView(JsonObject.Of(("job", job), ("status", "running")));
            }

            await client.InterruptAsync(job[..job.LastIndexOf('-')], job);
        }

        JobView done = await running;
        if (IsJson)
        {
            return await client.ResultsAsync(done.Id, new ResultsRequest { MaxBytes = MaxOutput });
        }

        console.End(done);
        return done;
    }

    /// <summary>Prints a job as one JSON object.</summary>
    public static void Print(string schema, JobView job) => Console.Out.WriteLine(JsonObject.From([new JsonMember("schema", schema), .. job.Json]).ToString());
}

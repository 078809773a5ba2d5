using System.CommandLine;
using Deckle.Tool.Running;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session results</c>: what a job put out, now or as it comes.</summary>
internal static class SessionResultsCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("job") { Description = "The job's id." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Wait for the end and print what comes meanwhile." };
        Option<double?> wait = SessionWait.Option("Wait so many seconds for the end.");
        var from = new Option<long?>("--from") { HelpName = "N", Description = "Begin with the output message at this position: the 'next' of an earlier answer." };
        var most = new Option<long?>("--max-output") { HelpName = "BYTES", Description = "Print at most so many bytes of outputs." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, with the outputs in nbformat's form." };
        var command = new Command("results", "Print what a job put out, now or as it comes.\n\nExample: deckle session results s1f3a-2 --follow") { id, follow, wait, from, most, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            using var signals = new RunSignals();
            using var console = new JobConsole(SessionWait.Count(parsed, most));
            bool asJson = parsed.GetValue(json);
            try
            {
                JobView job = await client.ResultsAsync(
                    parsed.GetRequiredValue(id),
                    new ResultsRequest
                    {
                        From = (int?)SessionWait.Count(parsed, from),
                        Wait = SessionWait.Span(parsed, wait) ?? (parsed.GetValue(follow) ? null : TimeSpan.Zero),
                        MaxBytes = SessionWait.Count(parsed, most),
                        OnEvent = asJson ? null : console.Write,
                    },
                    signals.Token);
                if (asJson)
                {
                    JobRun.Print("deckle.session.results/1", job);
                }
                else
                {
                    console.End(job);
                }

                // Of a job that goes on, what there is so far is a good answer.
                return job.IsOver ? JobConsole.ExitCode(job) : ExitCodes.Done;
            }
            catch (OperationCanceledException)
            {
                // Whoever looked on has seen enough; the job goes on.
                return ExitCodes.Interrupted;
            }
        }));
        return command;
    }
}

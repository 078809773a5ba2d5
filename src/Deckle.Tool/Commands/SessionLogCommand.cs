using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session log</c>.</summary>
internal static class SessionLogCommand
{
    public static Command Create()
    {
        var session = new SessionOption();
        var last = new Option<long?>("--last", "-n") { HelpName = "N", Description = "Only the last so many." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, with the whole code of each job." };
        var command = new Command("log", "List the jobs of a session.\n\nExample: deckle session log --last 10") { session, last, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            IReadOnlyList<JobView> jobs = await client.LogAsync(session.Read(parsed), (int?)SessionWait.Count(parsed, last));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.Of(("schema", "deckle.session.log/1"), ("jobs", JsonArray.From(jobs.Select(job => (JsonValue)job.Json)))).ToString());
            }
            else if (jobs.Count == 0)
            {
                Console.Out.WriteLine("no jobs");
            }
            else
            {
                SessionTable.Print(["JOB", "STATUS", "SECONDS", "CODE"], jobs.Select(job => (string[])[job.Id, job.Status, Seconds(job), FirstLine(job.Code)]));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static string Seconds(JobView job) =>
        job.Json.Get<JsonNumber>("duration_seconds") is { } seconds ? seconds.ToDouble().ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static string FirstLine(string code)
    {
        string line = code.TrimStart().Split('\n')[0].TrimEnd();
        return line.Length < code.Trim().Length ? $"{line} …" : line;
    }
}

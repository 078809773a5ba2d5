using System.CommandLine;
using System.Text;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session exec</c>.</summary>
internal static class SessionExecCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("code") { Description = "The code; - for stdin.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file", "-f") { HelpName = "FILE", Description = "Take the code from a file." };
        var session = new SessionOption();
        var detach = new Option<bool>("--detach", "-d") { Description = "Print the job's id and wait for nothing." };
        Option<double?> wait = SessionWait.Option("Wait so many seconds for the end; the job then goes on, and its id is told. By default as long as it takes.");
        var timeout = new Option<double?>("--timeout") { HelpName = "SECONDS", Description = "Interrupt the code after so many seconds." };
        var most = new Option<long?>("--max-output") { HelpName = "BYTES", Description = "Print at most so many bytes of outputs; all of them stay with the job." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end, with the outputs in nbformat's form." };
        var command = new Command(
            "exec",
            "Run code in a session and print what it puts out as it comes.\n\nExample: deckle session exec 'df.describe()' --timeout 60")
        { code, file, session, detach, wait, timeout, most, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            var request = new ExecuteRequest(Code(parsed.GetValue(code), parsed.GetValue(file)))
            {
                Timeout = SessionWait.Span(parsed, timeout),
                Wait = parsed.GetValue(detach) ? TimeSpan.Zero : SessionWait.Span(parsed, wait),
            };
            bool asJson = parsed.GetValue(json);
            if (parsed.GetValue(detach))
            {
                JobView started = await client.ExecuteAsync(session.Read(parsed), request);
                Print(started, asJson);
                return ExitCodes.Done;
            }

            (JobView job, int exitCode) = await new JobRun(session.Read(parsed), request) { IsJson = asJson, MaxOutput = SessionWait.Count(parsed, most) }.RunAsync(client);
            if (asJson)
            {
                JobRun.Print("deckle.session.exec/1", job);
            }

            return exitCode;
        }));
        return command;
    }

    private static void Print(JobView job, bool json)
    {
        if (json)
        {
            JobRun.Print("deckle.session.exec/1", job);
        }
        else
        {
            Console.Out.WriteLine(job.Id);
        }
    }

    private static string Code(string? code, string? file)
    {
        if (code is null == file is null)
        {
            throw new DeckleException("usage", "give the code, - to read it from stdin, or --file", "see: deckle session exec --help");
        }

        string? path = file ?? (code == "-" ? "-" : null);
        return path is null ? code! : Encoding.UTF8.GetString(NotebookInput.Read(path).Span);
    }
}

using System.CommandLine;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session run-cell</c>: a cell of a notebook file, run in a session.</summary>
internal static class SessionRunCellCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "The notebook's path." };
        var cell = new Argument<string>("cell-id") { Description = "The cell's id." };
        var session = new SessionOption();
        var save = new Option<bool>("--save") { Description = "Write the outputs back into the notebook; every other byte of it stays." };
        var timeout = new Option<double?>("--timeout") { HelpName = "SECONDS", Description = "Interrupt the code after so many seconds." };
        var most = new Option<long?>("--max-output") { HelpName = "BYTES", Description = "Print at most so many bytes of outputs." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end, with the outputs in nbformat's form." };
        var command = new Command("run-cell", "Run a notebook's cell in a session.\n\nExample: deckle session run-cell report.ipynb load-data --save")
        {
            notebook, cell, session, save, timeout, most, json,
        };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            var run = new NotebookCellRun(parsed.GetRequiredValue(notebook), parsed.GetRequiredValue(cell));
            string source = run.Source;
            var request = new ExecuteRequest(source) { CellId = run.CellId, Wait = null, Timeout = SessionWait.Span(parsed, timeout) };
            bool asJson = parsed.GetValue(json);
            (JobView job, int exitCode) = await new JobRun(session.Read(parsed), request) { IsJson = asJson, MaxOutput = SessionWait.Count(parsed, most) }.RunAsync(client);
            if (parsed.GetValue(save) && job.IsOver)
            {
                run.Save(await client.ResultsAsync(job.Id, new ResultsRequest()), source);
            }

            if (asJson)
            {
                JobRun.Print("deckle.session.run-cell/1", job);
            }

            return exitCode;
        }));
        return command;
    }
}

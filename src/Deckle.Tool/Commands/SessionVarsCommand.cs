using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session vars</c>.</summary>
internal static class SessionVarsCommand
{
    public static Command Create()
    {
        var session = new SessionOption();
        Option<double?> wait = SessionWait.Option("Wait so many seconds for a kernel that is busy; 10 by default.");
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("vars", "List a session's variables without running code of theirs (Python, R).\n\nExample: deckle session vars --json") { session, wait, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            JsonObject answer = await client.VariablesAsync(session.Read(parsed), SessionWait.Span(parsed, wait));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.From([new JsonMember("schema", "deckle.session.vars/1"), .. answer]).ToString());
                return ExitCodes.Done;
            }

            JsonObject[] variables = [.. (answer.Get<JsonArray>("variables") ?? JsonArray.Empty).OfType<JsonObject>()];
            if (variables.Length == 0)
            {
                Console.Out.WriteLine("no variables");
                return ExitCodes.Done;
            }

            SessionTable.Print(["NAME", "TYPE", "SIZE", "VALUE"], variables.Select(variable => (string[])
                [variable.GetText("name") ?? "", variable.GetText("type") ?? "", Size(variable), Value(variable)]));
            if (answer["left_out"] is JsonNumber { Token: not "0" } leftOut)
            {
                Console.Error.WriteLine($"{leftOut} more");
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static string Size(JsonObject variable) => variable.Get<JsonArray>("shape") is { } shape ? string.Join("x", shape)
        : variable["length"] is JsonNumber length ? length.Token
        : "";

    private static string Value(JsonObject variable)
    {
        string value = variable.GetText("value") ?? variable.GetText("dtype") ?? "";
        return variable.Get<JsonArray>("columns") is { Count: > 0 } columns
            ? string.Create(CultureInfo.InvariantCulture, $"columns: {string.Join(", ", columns.OfType<JsonString>().Select(name => name.Text))}")
            : value;
    }
}

using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Rendering.Terminal;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session complete</c>.</summary>
internal static class SessionCompleteCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("code") { Description = "The code so far." };
        var session = new SessionOption();
        var cursor = new Option<int?>("--cursor") { HelpName = "N", Description = "The place in the code, in characters; its end by default." };
        var json = new Option<bool>("--json") { Description = "Print the kernel's reply as one JSON object." };
        var command = new Command("complete", "List how code can go on.\n\nExample: deckle session complete df.gr") { code, session, cursor, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            JsonObject reply = await client.CompleteAsync(session.Read(parsed), parsed.GetRequiredValue(code), parsed.GetValue(cursor));
            JsonArray matches = reply.Get<JsonArray>("matches") ?? JsonArray.Empty;
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.From([new JsonMember("schema", "deckle.session.complete/1"), .. reply]).ToString());
            }
            else
            {
                foreach (JsonString match in matches.OfType<JsonString>())
                {
                    Console.Out.WriteLine(SafeText.Of(match.Text));
                }
            }

            return matches.Count > 0 ? ExitCodes.Done : ExitCodes.BadNews;
        }));
        return command;
    }
}

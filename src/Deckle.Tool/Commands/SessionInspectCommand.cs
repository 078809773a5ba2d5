using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Rendering.Ansi;
using Deckle.Tool.Rendering.Terminal;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session inspect</c>.</summary>
internal static class SessionInspectCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("code") { Description = "A name, or code that ends with one." };
        var session = new SessionOption();
        var cursor = new Option<int?>("--cursor") { HelpName = "N", Description = "The place in the code, in characters; its end by default." };
        var source = new Option<bool>("--source") { Description = "Show the source too, where there is one." };
        var json = new Option<bool>("--json") { Description = "Print the kernel's reply as one JSON object." };
        var command = new Command("inspect", "Show what a session's kernel knows about a name.\n\nExample: deckle session inspect df.groupby") { code, session, cursor, source, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            JsonObject reply = await client.InspectAsync(session.Read(parsed), parsed.GetRequiredValue(code), parsed.GetValue(cursor), parsed.GetValue(source) ? 1 : 0);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.From([new JsonMember("schema", "deckle.session.inspect/1"), .. reply]).ToString());
            }
            else if (reply.Get<JsonObject>("data")?.GetText("text/plain") is { } text)
            {
                foreach (string line in AnsiRenderer.Plain(text).Split('\n'))
                {
                    Console.Out.WriteLine(SafeText.Of(line));
                }
            }
            else
            {
                Console.Error.WriteLine("the kernel knows nothing about it");
            }

            return reply["found"] is JsonBoolean { Value: true } ? ExitCodes.Done : ExitCodes.BadNews;
        }));
        return command;
    }
}

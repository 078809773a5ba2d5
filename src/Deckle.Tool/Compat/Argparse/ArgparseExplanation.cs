using Deckle.Json;

namespace Deckle.Tool.Compat.Argparse;

/// <summary>What a command line means, as JSON, for those who would rather see it than run it.</summary>
internal static class ArgparseExplanation
{
    public static int Show(ArgumentParser parser, IReadOnlyList<string> args) => CommandLine.Guard(json: false, () =>
    {
        try
        {
            ParsedArguments parsed = parser.Parse(args);
            JsonObject answer = JsonObject.Of(("schema", $"deckle.compat.{parser.Program}/1"), ("arguments", parsed.ToJson(parser)));
            Console.Out.WriteLine((parsed.Command is null ? answer : answer.With("command", parsed.Command)).ToString());
            return ExitCodes.Done;
        }
        catch (ArgparseEnd end)
        {
            return end.Show();
        }
    });
}

using System.CommandLine;
using Deckle.Json;

namespace Deckle.Tool.Commands;

internal static class ExplainCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("code")
        {
            Description = "An error's code, as in error[CODE]. Without it all codes are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON object." };
        const string Description = "Explain an error: its cause and what to do.\n\nExample: deckle explain notebook-not-json";
        var command = new Command("explain", Description) { code, json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => Run(parsed.GetValue(code), parsed.GetValue(json))));
        return command;
    }

    private static int Run(string? code, bool json)
    {
        ErrorPages pages = ErrorPages.Load();
        IReadOnlyList<ErrorPage> shown = code is null ? pages.All : [pages.Find(Bare(code))];
        Console.Out.WriteLine(json ? Json(shown).ToString() : code is null ? List(shown) : shown[0].Text);
        return ExitCodes.Done;
    }

    // Whoever copies the code with its brackets means the code.
    private static string Bare(string code) => code.StartsWith("error[", StringComparison.Ordinal) ? code[6..].TrimEnd(':', ']') : code;

    private static string List(IReadOnlyList<ErrorPage> pages)
    {
        int width = pages.Max(page => page.Code.Length);
        return string.Join('\n', pages.Select(page => $"{page.Code.PadRight(width)}  {page.Summary}"));
    }

    private static JsonObject Json(IEnumerable<ErrorPage> pages)
    {
        IEnumerable<JsonValue> errors = pages.Select(page => JsonObject.Of(("code", page.Code), ("text", page.Text)));
        return JsonObject.Of(("schema", "deckle.explain/1"), ("errors", JsonArray.From(errors)));
    }
}

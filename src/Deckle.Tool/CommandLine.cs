using System.CommandLine;
using System.CommandLine.Parsing;
using Deckle.Json;

namespace Deckle.Tool;

/// <summary>The frame around every command: usage errors, expected errors, closed pipes and their exit codes.</summary>
internal static class CommandLine
{
    public static int Run(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(NameAndValue.Protect(root, args));
        if (parsed.Errors.Count > 0 && parsed.Action is not null && parsed.Action.Terminating is false)
        {
            foreach (ParseError error in parsed.Errors)
            {
                Console.Error.WriteLine($"error[usage]: {error.Message}");
            }

            string name = string.Join(' ', Names(parsed.CommandResult));
            Console.Error.WriteLine($"help: {name} --help");
            return ExitCodes.Usage;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Runs a command's body. An expected error becomes its text, or with <c>--json</c> an object on stdout, and an exit code.</summary>
    public static int Guard(bool json, Func<int> body)
    {
        try
        {
            return body();
        }
        catch (DeckleException e)
        {
            if (json)
            {
                Console.Out.WriteLine(JsonObject.Of(("error", ErrorRenderer.Json(e))).ToString());
            }
            else
            {
                Console.Error.WriteLine(ErrorRenderer.Text(e));
            }

            return ErrorRenderer.ExitCode(e);
        }
        catch (IOException e) when (IsClosedPipe(e))
        {
            // Whoever read our answer has enough of it.
            return ExitCodes.Done;
        }
    }

    // EPIPE is 32 on Linux and macOS; .NET keeps the number in HResult.
    private static bool IsClosedPipe(IOException e) => (e.HResult & 0xFFFF) == 32;

    private static IEnumerable<string> Names(CommandResult result)
    {
        IEnumerable<string> parents = result.Parent is CommandResult parent ? Names(parent) : [];
        return parents.Append(result.Command is RootCommand ? "deckle" : result.Command.Name);
    }
}

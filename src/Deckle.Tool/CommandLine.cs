using System.CommandLine;
using Deckle.Json;

namespace Deckle.Tool;

/// <summary>The frame around every command: usage errors, expected errors, closed pipes and their exit codes.</summary>
internal static class CommandLine
{
    public static int Run(RootCommand root, string[] args)
    {
        // A value such as @home is a value, not a file of arguments.
        ParseResult parsed = root.Parse(NameAndValue.Protect(root, args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (args.Length == 0)
        {
            // Nothing was asked: say what could be.
            root.Parse("--help").Invoke();
            return ExitCodes.Usage;
        }

        if (UsageErrors.Find(parsed) is DeckleException error)
        {
            return Guard(args.Contains("--json"), () => throw error);
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
}

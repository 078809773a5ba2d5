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
            Shorten(root);
            root.Parse("--help").Invoke();
            return ExitCodes.Usage;
        }

        Shorten(parsed.CommandResult.Command);
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
            Show(e, json);
            return ErrorRenderer.ExitCode(e);
        }
        catch (IOException e) when (IsClosedPipe(e))
        {
            // Whoever read our answer has enough of it.
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Files have errors of their own; what is left is stdout, full or closed, and the folder for temporary files.
            Show(NotWritten(e), json: false);
            return ExitCodes.CouldNot;
        }
    }

    /// <summary>Tells an error: on stderr, or with <c>--json</c> as an object on stdout.</summary>
    public static void Show(DeckleException error, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonObject.Of(("error", ErrorRenderer.Json(error))).ToString());
        }
        else
        {
            Console.Error.WriteLine(ErrorRenderer.Text(error));
        }
    }

    private static DeckleException NotWritten(Exception cause)
    {
        string why = (cause.InnerException ?? cause).Message;
        string what = why.Contains('\'', StringComparison.Ordinal) ? why : $"cannot write to stdout: {why}";
        return new DeckleException("not-written", what, "check that it is open and has space left", cause) { Kind = ErrorKind.Unavailable };
    }

    // A list of commands is read for their names; examples stand in the help of each.
    private static void Shorten(Command group)
    {
        foreach (Command command in group.Subcommands)
        {
            command.Description = command.Description?.Split('\n')[0];
        }
    }

    // EPIPE is 32 on Linux and macOS; .NET keeps the number in HResult.
    private static bool IsClosedPipe(IOException e) => (e.HResult & 0xFFFF) == 32;
}

using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.NbClean;

/// <summary>nb-clean 4.0.1's command line.</summary>
internal static class NbCleanProgram
{
    /// <summary>The version whose ways these are.</summary>
    private const string Version = "4.0.1";

    public static int Run(IReadOnlyList<string> args) => CommandLine.Guard(json: false, () =>
    {
        try
        {
            return Run(NbCleanParser.Create().Parse(args));
        }
        catch (ArgparseEnd end)
        {
            return end.Show();
        }
        catch (NbCleanGitException e)
        {
            Console.Error.WriteLine($"nb-clean: error: {e.Message}");
            return e.ExitCode;
        }
        catch (DeckleException e)
        {
            Console.Error.Write(NbCleanErrors.Text(e));
            return ExitCodes.BadNews;
        }
    });

    /// <summary>Prints what a command line means: <c>deckle compat explain nb-clean ...</c>.</summary>
    public static int Explain(IReadOnlyList<string> args) => ArgparseExplanation.Show(NbCleanParser.Create(), args);

    private static int Run(ParsedArguments parsed)
    {
        switch (parsed.Command)
        {
            case "version":
                Console.Out.WriteLine($"nb-clean {Version}");
                return ExitCodes.Done;
            case "add-filter":
                NbCleanFilter.Add(NbCleanRules.Of(parsed));
                return ExitCodes.Done;
            case "remove-filter":
                NbCleanFilter.Remove();
                return ExitCodes.Done;
            default:
                var run = new NbCleanRun(NbCleanRules.Of(parsed), parsed.All("inputs") ?? []);
                return parsed.Command == "check" ? run.Check() : run.Clean();
        }
    }
}

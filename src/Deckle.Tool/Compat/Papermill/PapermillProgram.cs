using Deckle.Json;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>papermill 2.6's command line.</summary>
internal static class PapermillProgram
{
    public static int Run(IReadOnlyList<string> args) => Read(args, (arguments, streams) =>
    {
        var run = new PapermillRun(arguments, TimeProvider.System);
        if (!arguments.HelpNotebook)
        {
            return run.Run();
        }

        (string input, _) = run.Paths();
        run.Announce(input);
        return NotebookHelp.Of(arguments.InputPath, input).Show(streams);
    });

    /// <summary>Prints what a command line means, as papermill's Python function would be called: <c>deckle compat explain papermill ...</c>.</summary>
    public static int Explain(IReadOnlyList<string> args) => Read(args, (arguments, _) =>
    {
        (string input, string output) = new PapermillRun(arguments, TimeProvider.System).Paths();
        JsonValue inferred = arguments.HelpNotebook ? NotebookHelp.Of(arguments.InputPath, input).ToJson() : JsonNull.Value;
        Console.Out.WriteLine(JsonObject.Of(
            ("schema", "deckle.compat.papermill/1"),
            ("arguments", arguments.ToJson()),
            ("log_level", arguments.LogLevel),
            ("paths", JsonObject.Of(("input", input), ("output", output))),
            ("help_notebook", inferred)).ToString());
        return ExitCodes.Done;
    });

    private static int Read(IReadOnlyList<string> args, Func<PapermillArguments, StandardStreams, int> go) => CommandLine.Guard(json: false, () =>
    {
        StandardStreams streams = StandardStreams.OfProcess();
        try
        {
            ClickArguments click = ClickArguments.Parse(PapermillOptions.All, args);

            // Of the two the first one counts, before anything else is looked at.
            switch (click.FirstOf("version", "help"))
            {
                case "version":
                    Console.Out.WriteLine(PapermillHelp.VersionLine);
                    return ExitCodes.Done;
                case "help":
                    Console.Out.Write(PapermillHelp.Text(streams));
                    return ExitCodes.Done;
                default:
                    return go(PapermillArguments.Of(click, streams), streams);
            }
        }
        catch (ClickException e)
        {
            Console.Error.Write(PapermillHelp.Error(e, streams));
            return ExitCodes.Usage;
        }
        catch (DeckleException e)
        {
            Console.Error.Write(PapermillErrors.Text(e));
            return ExitCodes.BadNews;
        }
    });
}

using Deckle.Json;
using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>The frame of nbdime 4.0.4's programs: their command line, settings, version and errors.</summary>
internal static class NbdimeProgram
{
    /// <summary>The version whose ways these are.</summary>
    public const string Version = "4.0.4";

    /// <summary>Runs one of the programs.</summary>
    /// <param name="body">Gets what was told, and gives the exit code.</param>
    public static int Run(ArgumentParser parser, IReadOnlyList<string> args, Func<ParsedArguments, NbdimeOptions, int> body) => CommandLine.Guard(json: false, () =>
    {
        try
        {
            ParsedArguments parsed = parser.Parse(args);
            if (parsed.Has("version"))
            {
                Console.Out.WriteLine($"{parser.Program} {Version}");
                return ExitCodes.Done;
            }

            JsonObject config = NbdimeConfig.For(parser.Program);
            if (parsed.Has("config"))
            {
                new NbdimePrinter(Console.Error).Members(config, [], "");
                return ExitCodes.BadNews;
            }

            return body(parsed, new NbdimeOptions(parsed, config));
        }
        catch (ArgparseEnd end)
        {
            return end.Show();
        }
        catch (DeckleException e)
        {
            // Whatever keeps them from doing their work ends nbdime's programs with 1, but for wrong options.
            CommandLine.Show(e, json: false);
            return e.Code == "usage" ? ExitCodes.Usage : ExitCodes.BadNews;
        }
    });

    /// <summary>The words of a program that takes a fixed number of them.</summary>
    /// <exception cref="ArgparseEnd">There are more or less.</exception>
    public static IReadOnlyList<string> Words(ArgumentParser parser, NbdimeOptions options, int least, params string[] names) =>
        options.Words.Count < least ? throw parser.Error($"the following arguments are required: {string.Join(", ", names.Skip(options.Words.Count + names.Length - least))}")
        : options.Words.Count > names.Length ? throw parser.Error($"unrecognized arguments: {string.Join(' ', options.Words.Skip(names.Length))}")
        : options.Words;
}

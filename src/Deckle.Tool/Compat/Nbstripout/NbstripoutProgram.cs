using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>nbstripout 0.9.1's command line.</summary>
internal static class NbstripoutProgram
{
    /// <summary>The version whose ways these are.</summary>
    private const string Version = "0.9.1";

    public static int Run(IReadOnlyList<string> args) => CommandLine.Guard(json: false, () =>
    {
        try
        {
            return Run(NbstripoutParser.Create().Parse(args));
        }
        catch (ArgparseEnd end)
        {
            return end.Show();
        }
        catch (DeckleException e)
        {
            Console.Error.Write(NbstripoutErrors.Reason(e));
            return ExitCodes.BadNews;
        }
    });

    /// <summary>Prints what a command line means: <c>deckle compat explain nbstripout ...</c>.</summary>
    public static int Explain(IReadOnlyList<string> args) => ArgparseExplanation.Show(NbstripoutParser.Create(), args);

    private static int Run(ParsedArguments parsed)
    {
        GitScope? scope = parsed.Has("system") ? GitScope.System : parsed.Has("global") ? GitScope.Global : null;
        var install = new NbstripoutInstall(scope ?? GitScope.Local, parsed.Text("attributes"));
        if (parsed.Has("install"))
        {
            return install.Install($"{ProgramPath.ForShell(parsed.Text("python"))} -m {NbstripoutParser.Program}");
        }

        if (parsed.Has("uninstall"))
        {
            return install.Uninstall();
        }

        if (parsed.Has("status") || parsed.Has("is_installed"))
        {
            return new NbstripoutStatus(scope ?? GitScope.Local, isVerbose: parsed.Has("status")).Run();
        }

        if (parsed.Has("version"))
        {
            Console.Out.WriteLine(Version);
            return ExitCodes.Done;
        }

        return new NbstripoutRun(NbstripoutArguments.Of(parsed, ConfiguredKeys.Read(scope))).Run();
    }
}

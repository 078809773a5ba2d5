using System.CommandLine;
using Deckle.Tool.Commands;
using Deckle.Tool.Compat;
using Deckle.Tool.Sandboxing;

namespace Deckle.Tool;

internal static class Program
{
    public static int Main(string[] args)
    {
        if (CompatPrograms.Find(CompatPrograms.CalledAs(), args) is { } program)
        {
            return program();
        }

        if (GitPlumbing.Find(args) is { } plumbing)
        {
            return plumbing();
        }

        if (JailEntry.Find(args) is { } jail)
        {
            return jail();
        }

        var root = new RootCommand("Runs, checks and reviews Jupyter notebooks.");
        root.Add(RunCommand.Create());
        root.Add(BatchCommand.Create());
        root.Add(ParamsCommand.Create());
        root.Add(ShowCommand.Create());
        root.Add(ScrapsCommand.Create());
        root.Add(ReglueCommand.Create());
        root.Add(TestCommand.Create());
        root.Add(MergeCommand.Create());
        root.Add(ResolveCommand.Create());
        root.Add(ValidateCommand.Create());
        root.Add(FixCommand.Create());
        root.Add(FormatCommand.Create());
        root.Add(UpgradeCommand.Create());
        root.Add(DiffCommand.Create());
        root.Add(PatchCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(ConvertCommand.Create());
        root.Add(KernelsCommand.Create());
        root.Add(SessionCommand.Create());
        root.Add(GitCommand.Create());
        root.Add(HookCommand.Create());
        root.Add(CompatCommand.Create());
        root.Add(StripCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(McpCommand.Create());
        root.Add(SettingsCommand.Create());
        root.Add(ExplainCommand.Create());
        root.Add(VersionCommand.Create());
        return CommandLine.Run(root, args);
    }
}

using System.CommandLine;
using Deckle.Tool.Commands;

namespace Deckle.Tool;

internal static class Program
{
    public static int Main(string[] args)
    {
        var root = new RootCommand("Runs, checks and reviews Jupyter notebooks.");
        root.Add(RunCommand.Create());
        root.Add(ParamsCommand.Create());
        root.Add(ValidateCommand.Create());
        root.Add(FormatCommand.Create());
        root.Add(UpgradeCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(KernelsCommand.Create());
        root.Add(ExplainCommand.Create());
        root.Add(VersionCommand.Create());
        return CommandLine.Run(root, args);
    }
}

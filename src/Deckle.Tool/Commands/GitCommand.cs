using System.CommandLine;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle git</c>: what connects git with notebooks.</summary>
internal static class GitCommand
{
    public static Command Create()
    {
        var command = new Command("git", "Let git store notebooks without outputs and show them as text.\n\nExample: deckle git install")
        {
            GitInstallCommand.Create(), GitUninstallCommand.Create(), GitStatusCommand.Create(),
            CreateFilterProcess(), CreateClean(), CreateSmudge(), CreateTextconv(),
        };
        return command;
    }

    // What git calls; GitPlumbing has found all command lines that git makes before it comes to these. They are here for their help.
    private static Command CreateFilterProcess()
    {
        Option<bool> strict = Strict();
        var command = new Command(
            "filter-process",
            "Strip the notebooks that git hands over, as its long-running filter process. git calls this (filter.deckle.process)."
            + "\n\nExample: git -c filter.deckle.process='deckle git filter-process' add report.ipynb")
        {
            strict,
        };
        command.Hidden = true;
        command.SetAction(parsed => GitPlumbing.FilterProcess(parsed.GetValue(strict)));
        return command;
    }

    private static Command CreateClean()
    {
        Option<bool> strict = Strict();
        var path = new Argument<string>("path") { Description = "What git calls the file: it decides which settings are in force." };
        var command = new Command("clean", "Strip a notebook from stdin to stdout. git calls this (filter.deckle.clean).\n\nExample: deckle git clean report.ipynb < report.ipynb") { strict, path };
        command.Hidden = true;
        command.SetAction(parsed => GitPlumbing.Clean(parsed.GetRequiredValue(path), parsed.GetValue(strict)));
        return command;
    }

    private static Command CreateSmudge()
    {
        var path = new Argument<string?>("path") { Description = "What git calls the file.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("smudge", "Copy stdin to stdout. git calls this (filter.deckle.smudge).\n\nExample: deckle git smudge < report.ipynb") { path };
        command.Hidden = true;
        command.SetAction(_ => GitPlumbing.Smudge());
        return command;
    }

    private static Command CreateTextconv()
    {
        var path = new Argument<string>("path") { Description = "A notebook; anything else is printed as it is." };
        var command = new Command("textconv", "Print a notebook as text. git calls this (diff.deckle.textconv).\n\nExample: deckle git textconv report.ipynb") { path };
        command.Hidden = true;
        command.SetAction(parsed => GitPlumbing.Textconv(parsed.GetRequiredValue(path)));
        return command;
    }

    private static Option<bool> Strict() => new(ConfigSetting.Strict) { Description = "Refuse what is no notebook, instead of passing it on unchanged with a warning." };
}

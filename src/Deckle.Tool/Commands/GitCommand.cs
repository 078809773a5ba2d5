using System.CommandLine;
using Deckle.Tool.Git.Comparing;
using Deckle.Tool.Git.Configuring;
using Deckle.Tool.Git.Merging;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle git</c>: what connects git with notebooks.</summary>
internal static class GitCommand
{
    public static Command Create()
    {
        var command = new Command("git", "Let git store notebooks without outputs, show them as text and merge them by cell.\n\nExample: deckle git install")
        {
            GitInstallCommand.Create(), GitUninstallCommand.Create(), GitStatusCommand.Create(),
            CreateFilterProcess(), CreateClean(), CreateSmudge(), CreateTextconv(), CreateMergeDriver(), CreateDiffDriver(),
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

    private static Command CreateMergeDriver()
    {
        var words = new Argument<string[]>("%O %A %B %L %P %S %X %Y") { Description = "The files of the ancestor, ours and theirs; the size of markers, the path, and what the three are called.", Arity = new ArgumentArity(3, 8) };
        var command = new Command("merge-driver", "Merge a notebook into the file of our side. git calls this (merge.deckle.driver).\n\nExample: deckle git merge-driver base.ipynb ours.ipynb theirs.ipynb") { words };
        command.Hidden = true;
        command.SetAction(parsed => GitPlumbing.MergeDriver(DriverRequest.Read(parsed.GetRequiredValue(words))!));
        return command;
    }

    private static Command CreateDiffDriver()
    {
        var words = new Argument<string[]>("PATH OLD OLD-HEX OLD-MODE NEW NEW-HEX NEW-MODE") { Description = "What git gives to an external diff; PATH alone for a file with conflicts.", Arity = new ArgumentArity(1, 9) };
        var command = new Command("diff-driver", "Show how a notebook differs, by cell. git calls this (diff.deckle.command).\n\nExample: git -c diff.deckle.command='deckle git diff-driver' diff report.ipynb") { words };
        command.Hidden = true;
        command.SetAction(parsed => GitPlumbing.DiffDriver(ExternalDiff.Read(parsed.GetRequiredValue(words)) ?? throw new DeckleException("usage", "these are not the words that git gives to an external diff", "see gitattributes(5), \"Defining an external diff driver\"")));
        return command;
    }

    private static Option<bool> Strict() => new(ConfigSetting.Strict) { Description = "Refuse what is no notebook, instead of passing it on unchanged with a warning." };
}

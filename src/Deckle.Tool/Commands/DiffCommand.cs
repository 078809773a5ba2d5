using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Deckle.Tool.Diffing;
using Deckle.Tool.Diffing.Operands;
using Deckle.Tool.Paging;
using Deckle.Tool.Rendering.Terminal;
using Deckle.Tool.Reviewing;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle diff</c>: nbdiff's options, and git's where they mean the same.</summary>
internal sealed class DiffCommand
{
    private readonly Argument<string[]> operands = new("OPERAND")
    {
        Description = "Two files, addresses or folders (- for standard input); REV, REV REV, REV..REV, REV...REV; REV:PATH, :PATH (the index); and paths.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> cached = new("--cached", "--staged") { Description = "Compare the index with a revision, HEAD by default." };
    private readonly Option<bool> exitCode = new("--exit-code") { Description = "Exit 1 when there are differences." };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Print nothing; exit 1 when there are differences." };
    private readonly Option<bool> stat = new("--stat") { Description = "Count what changed, a line a file." };
    private readonly Option<bool> nameOnly = new("--name-only") { Description = "List the files that differ." };
    private readonly Option<bool> nameStatus = new("--name-status") { Description = "List the files that differ with git's letters: M, A, D, R086." };
    private readonly Option<bool> json = new("--json") { Description = "Print an object; the same as --format json." };
    private readonly Option<DiffFormat?> format = new("--format") { Description = "text, json, or nbdime: its list of operations, for several files an object of such lists by path.", HelpName = "FORMAT" };
    private readonly Option<string?> output = new("--out") { Description = "Write there; where no format is given, in nbdime's.", HelpName = "FILE" };
    private readonly Option<string?> html = new("--html") { Description = "Write a page to review them on: one file that needs nothing else.", HelpName = "FILE" };
    private readonly Option<bool> noPager = new("--no-pager") { Description = "Use no pager." };
    private readonly ColorOption color = new();
    private readonly DiffSettings settings = new();

    public static Command Create() => new DiffCommand().Build();

    private Command Build()
    {
        var command = new Command(
            "diff",
            """
            Compare notebooks cell by cell. Two files or folders are compared with each other; what git has as `git diff` does: without operands
            the work tree with the index, with one revision the work tree with it (`deckle diff HEAD` is what nbdiff does without any), with
            two these. An existing file is taken for one before a revision; paths may stand behind --. Only notebooks are compared.

            Example: deckle diff main...HEAD --exit-code -- notebooks/
            """)
        { operands, cached, exitCode, quiet, stat, nameOnly, nameStatus, json, format, output, html, noPager };
        color.AddTo(command);
        settings.AddTo(command);
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        DiffOperands named = Named(parsed);
        SettingSet set = DiffSettings.Settings(parsed);
        var run = new DiffRun(named.Pairs()) { Filter = settings.Filter(parsed, set), KeepsSame = named.IsPair, Warn = Warn };
        if (parsed.GetValue(quiet))
        {
            return run.Comparisons().Any(comparison => comparison.IsDifferent) ? ExitCodes.BadNews : ExitCodes.Done;
        }

        string? place = parsed.GetValue(output);
        DiffFormat form = parsed.GetValue(format) ?? (parsed.GetValue(json) ? DiffFormat.Json : place is null ? DiffFormat.Text : DiffFormat.Nbdime);
        if (parsed.GetValue(html) is { } page)
        {
            NotebookPaths.WriteNew(page, Encoding.UTF8.GetBytes(DiffPage.Write([.. run.Comparisons()])));
        }
        else if (form == DiffFormat.Text || parsed.GetValue(stat) || parsed.GetValue(nameOnly) || parsed.GetValue(nameStatus))
        {
            IEnumerable<NotebookComparison> comparisons = run.Comparisons();
            WriteText(place, !parsed.GetValue(noPager), writer => WriteText(parsed, comparisons, set, writer));
        }
        else
        {
            NotebookPaths.Write(place ?? NotebookPaths.Stdin, form == DiffFormat.Nbdime ? NbdimeJson.Write(run.Comparisons()) : ComparisonJson.Write(run.Comparisons(), named.IsPair));
        }

        return run.IsDifferent && parsed.GetValue(exitCode) ? ExitCodes.BadNews : ExitCodes.Done;
    }

    private void WriteText(ParseResult parsed, IEnumerable<NotebookComparison> comparisons, SettingSet set, TextWriter writer)
    {
        var options = new DiffTextOptions { UsesColor = parsed.GetValue(output) is null && color.Read(parsed), ComparesWords = set.IsOn("diff.color-words"), Context = (int)(set.Integer("diff.unified") ?? 3) };
        if (parsed.GetValue(nameOnly) || parsed.GetValue(nameStatus))
        {
            NameList.Write(comparisons, writer, parsed.GetValue(nameStatus));
        }
        else if (parsed.GetValue(stat))
        {
            DiffStat.Write(comparisons, writer, options);
        }
        else
        {
            foreach (NotebookComparison comparison in comparisons)
            {
                DiffText.Write(comparison, writer, options);
            }
        }
    }

    private static void WriteText(string? place, bool isPaged, Action<TextWriter> write)
    {
        if (place is null)
        {
            Pager.Write(isPaged, write);
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        NotebookPaths.Write(place, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private DiffOperands Named(ParseResult parsed)
    {
        string[] names = parsed.GetValue(operands)!;
        int behind = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        bool isSplit = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash);
        string[] before = names[..^behind];

        // The parser takes options it does not know for operands where there is a --, and git would take them for its own.
        return before.FirstOrDefault(name => name.Length > 1 && name[0] == '-') is { } option
            ? throw new DeckleException("usage", $"unknown option '{option}'", "deckle diff --help")
            : new DiffOperands(before, isSplit ? names[^behind..] : null) { IsCached = parsed.GetValue(cached), Rules = GitPlumbing.Rules, Tell = line => Console.Error.WriteLine($"note: {line}") };
    }

    private static void Warn(DeckleException problem) => Console.Error.WriteLine($"warning: {problem.Message}; compared as text");
}

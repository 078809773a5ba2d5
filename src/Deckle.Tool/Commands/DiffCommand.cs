using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Deckle.Tool.Diffing;
using Deckle.Tool.Diffing.Operands;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle diff</c>: nbdiff's options, and git's where they mean the same.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var operands = new Argument<string[]>("OPERAND")
        {
            Description = "Two files or folders (- for standard input), revisions, ranges, REV:path, :path (the index), and paths, which may stand behind --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var cached = new Option<bool>("--cached", "--staged") { Description = "Compare the index with a revision, HEAD by default." };
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit 1 when there are differences." };
        var quiet = new Option<bool>("--quiet") { Description = "Print nothing; exit 1 when there are differences." };
        var nameOnly = new Option<bool>("--name-only") { Description = "List the files that differ." };
        var nameStatus = new Option<bool>("--name-status") { Description = "List the files that differ with git's letters: M, A, D, R086." };
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var format = new Option<DiffFormat?>("--format") { Description = "text, json, or nbdime (its list of operations; for several files an object of such lists by path).", HelpName = "FORMAT" };
        var output = new Option<string?>("--out") { Description = "Write there; where no format is given, in nbdime's.", HelpName = "FILE" };
        var command = new Command(
            "diff",
            """
            Compare notebooks cell by cell: two files, two folders, or what git has: without operands the work tree against the index, with one
            revision the work tree against it, with two these.

            Example: deckle diff main...HEAD --exit-code -- notebooks/
            """)
        { operands, cached, exitCode, quiet, nameOnly, nameStatus, json, format, output };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            DiffOperands named = Named(parsed, parsed.GetValue(operands)!, parsed.GetValue(cached));
            string? path = parsed.GetValue(output);
            DiffFormat form = parsed.GetValue(format) ?? (parsed.GetValue(json) ? DiffFormat.Json : path is null ? DiffFormat.Text : DiffFormat.Nbdime);
            bool isQuiet = parsed.GetValue(quiet);
            using TextWriter text = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
            IComparisonWriter? writer = isQuiet ? null
                : parsed.GetValue(nameOnly) || parsed.GetValue(nameStatus) ? new NameWriter(text, parsed.GetValue(nameStatus))
                : form == DiffFormat.Nbdime ? new NbdimeWriter(content => NotebookPaths.Write(path ?? NotebookPaths.Stdin, content))
                : new TextComparisonWriter(text, new DiffTextOptions());
            bool isDifferent = new DiffRun(named.Pairs(), writer) { ShowsSame = named.IsPair, Warn = Warn }.Run();
            return isDifferent && (isQuiet || parsed.GetValue(exitCode)) ? ExitCodes.BadNews : ExitCodes.Done;
        }));
        return command;
    }

    private static DiffOperands Named(ParseResult parsed, string[] names, bool isCached)
    {
        int behind = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        bool isSplit = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash);
        string[] before = names[..^behind];

        // The parser takes options it does not know for operands where there is a --, and git would take them for its own.
        return before.FirstOrDefault(name => name.Length > 1 && name[0] == '-') is { } option
            ? throw new DeckleException("usage", $"unknown option '{option}'", "deckle diff --help")
            : new DiffOperands(before, isSplit ? names[^behind..] : null) { IsCached = isCached, Rules = GitPlumbing.Rules, Tell = line => Console.Error.WriteLine($"note: {line}") };
    }

    private static void Warn(DeckleException problem) => Console.Error.WriteLine($"warning: {problem.Message}; compared as text");
}

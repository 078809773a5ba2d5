using System.CommandLine;
using Deckle.Json;
using Deckle.Scraps;
using Deckle.Tool.Scraps;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle scraps</c>: what notebooks glued.</summary>
internal sealed class ScrapsCommand
{
    private readonly Argument<string[]> notebooks = new("NOTEBOOK") { Description = "Executed notebooks, folders of them, or - for stdin.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> json = new("--json") { Description = "Print an object." };
    private readonly Option<bool> csv = new("--csv") { Description = "Print a row for each notebook, as CSV." };
    private readonly Option<bool> table = new("--table") { Description = "Print a row for each notebook; so by itself where there are several." };
    private readonly Option<string?> parquet = new("--parquet") { Description = "Write a row for each notebook, as Parquet; - for stdout.", HelpName = "FILE" };
    private readonly Option<string[]> name = new("--name", "-n") { Description = "Only this scrap. Repeatable.", HelpName = "NAME" };
    private readonly Option<string?> extract = new("--extract") { Description = "Write each scrap as a file into a folder.", HelpName = "DIR" };
    private readonly Option<bool> merged = new("--merged") { Description = "The scraps of all notebooks as those of one: of a name the last counts." };
    private readonly Option<bool> report = new("--report") { Description = "Print the displays of all notebooks as Markdown." };
    private readonly Option<bool> includeData = new("--include-data") { Description = "Data without a display are in the report too." };
    private readonly Option<bool> noHeaders = new("--no-headers") { Description = "A report without headings." };
    private readonly Option<string?> plot = new("--plot") { Description = "Draw a scrap over the notebooks, or a list within each.", HelpName = "NAME" };
    private readonly Option<string?> svg = new("--svg") { Description = "Write the drawing as SVG too; - for stdout.", HelpName = "FILE" };
    private readonly Option<bool> laterWins = new("--later-wins") { Description = "Of data and display of one name keep only the later, as scrapbook does." };

    private int worst = ExitCodes.Done;

    public static Command Create() => new ScrapsCommand().Build();

    private Command Build()
    {
        var command = new Command(
            "scraps",
            "Read what notebooks glued: values, tables and pictures by name.\n\nExample: deckle scraps runs/ --csv")
        {
            notebooks, json, csv, table, parquet, name, extract, merged, report, includeData, noHeaders, plot, svg, laterWins,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        Check(parsed);
        var files = ScrapFiles.Read(parsed.GetRequiredValue(notebooks), parsed.GetValue(laterWins));
        bool isJson = parsed.GetValue(json);
        Tell(files, isJson);
        if (files.Book.Runs.Count == 0 && files.Failures.Count == 0)
        {
            Console.Error.WriteLine("no notebooks there");
            return ExitCodes.NothingToDo;
        }

        string[] names = parsed.GetValue(name) ?? [];
        if (names.FirstOrDefault(wanted => !files.Book.Runs.Any(run => run.Scraps.ContainsKey(wanted))) is { } missing && files.Book.Runs.Count > 0)
        {
            throw ScrapErrors.NotFound(missing, files.Book.Merged.Keys);
        }

        IEnumerable<Scrap> Chosen(ScrapSet scraps) => names.Length == 0 ? scraps.Values : names.Where(scraps.ContainsKey).Select(wanted => scraps[wanted]);

        bool isDone = WriteFiles(parsed, files.Book, names, Chosen);
        if (isJson)
        {
            Print(ScrapJson.Of(files, Chosen, parsed.GetValue(merged), Warn) + "\n");
        }
        else if (parsed.GetValue(csv))
        {
            Print(RunTable.Csv(ScrapTable.Of(files.Book.Runs, names)));
        }
        else if (parsed.GetValue(report))
        {
            Print(ScrapReport.Write(files.Book.Runs, new ScrapReportOptions { Names = names, IncludeData = parsed.GetValue(includeData), Headers = !parsed.GetValue(noHeaders) }));
        }
        else if (parsed.GetValue(merged))
        {
            Print(ScrapListing.Lines([.. Chosen(files.Book.Merged)], Broken));
        }
        else if (parsed.GetValue(table) || (!isDone && files.Book.Runs.Count > 1))
        {
            Print(RunTable.Lines(ScrapTable.Of(files.Book.Runs, names)));
        }
        else if (!isDone && files.Book.Runs.Count == 1)
        {
            Print(ScrapListing.Lines([.. Chosen(files.Book.Runs[0].Scraps)], Broken));
        }

        return worst;
    }

    private void Check(ParseResult parsed)
    {
        Option<bool>[] forms = [.. new[] { json, csv, report }.Where(parsed.GetValue)];
        if (forms.Length > 1)
        {
            throw new DeckleException("usage", $"{forms[0].Name} and {forms[1].Name} are two answers", "ask for one of them");
        }

        if (parsed.GetValue(svg) is not null && parsed.GetValue(plot) is null)
        {
            throw new DeckleException("usage", "--svg draws what --plot names, and there is no --plot", "add --plot NAME");
        }
    }

    /// <summary>Writes what was asked for as files, and draws. True where that was the answer.</summary>
    private bool WriteFiles(ParseResult parsed, ScrapBook book, string[] names, Func<ScrapSet, IEnumerable<Scrap>> chosen)
    {
        bool isDone = false;
        if (parsed.GetValue(parquet) is { } parquetFile)
        {
            NotebookPaths.Write(parquetFile, RunTableParquet.Write(ScrapTable.Of(book.Runs, names)));
            isDone = true;
        }

        if (parsed.GetValue(extract) is { } folder)
        {
            bool isQuiet = parsed.GetValue(json) || parsed.GetValue(csv);
            foreach (string file in new ScrapExtractor(folder).Extract(book.Runs, chosen, Broken))
            {
                if (!isQuiet)
                {
                    Console.Out.WriteLine(file);
                }
            }

            isDone = true;
        }

        if (parsed.GetValue(plot) is { } drawn)
        {
            IReadOnlyList<ScrapSeries> series = ScrapSeries.Of(drawn, book.Runs);
            if (parsed.GetValue(svg) is { } picture)
            {
                NotebookPaths.Write(picture, System.Text.Encoding.UTF8.GetBytes(LineChart.Svg(drawn, series)));
            }

            if (parsed.GetValue(svg) != NotebookPaths.Stdin && !parsed.GetValue(json) && !parsed.GetValue(csv))
            {
                int width = series.Max(line => line.Name.Length);
                Print(series.Select(line => Sparkline.Describe(line, width)));
            }

            isDone = true;
        }

        return isDone;
    }

    private void Tell(ScrapFiles files, bool isJson)
    {
        foreach ((string path, DeckleException error) in files.Failures)
        {
            worst = Math.Max(worst, ErrorRenderer.ExitCode(error));
            if (!isJson)
            {
                Console.Error.WriteLine($"{path}: {ErrorRenderer.Text(error)}");
            }
        }

        foreach (ScrapRun run in files.Book.Runs.Where(_ => !isJson))
        {
            foreach (ScrapProblem problem in run.Scraps.Problems)
            {
                Console.Error.WriteLine($"warning: {run.Path}: {Shown.Line(problem.Message)}");
            }
        }
    }

    private void Broken(DeckleException error)
    {
        Warn(error);
        Console.Error.WriteLine(ErrorRenderer.Text(error));
    }

    // With --json the object tells it.
    private void Warn(DeckleException error) => worst = Math.Max(worst, ErrorRenderer.ExitCode(error));

    private static void Print(IEnumerable<string> lines) => Print(string.Concat(lines.Select(line => $"{line}\n")));

    // Bytes, because the console's encoder would replace lone surrogates.
    private static void Print(string text)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(new JsonString(text).Utf8.Span);
    }
}

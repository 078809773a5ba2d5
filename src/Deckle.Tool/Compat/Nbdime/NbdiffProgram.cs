using System.Globalization;
using Deckle.Diffing;
using Deckle.Tool.Commands;
using Deckle.Tool.Diffing;
using Deckle.Tool.Diffing.Operands;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>nbdiff's command line, over the comparison of <c>deckle diff</c>.</summary>
internal static class NbdiffProgram
{
    public static int Run(IReadOnlyList<string> args) => NbdimeProgram.Run(NbdimeParsers.Diff(), args, (_, options) =>
    {
        string[] words = [.. options.Words];
        if (words.Length == 2 && words.All(IsNotebookName) && words.FirstOrDefault(name => !Path.Exists(name)) is { } gone)
        {
            Console.Out.WriteLine($"Missing file {gone}");
            return ExitCodes.BadNews;
        }

        var named = new DiffOperands(Names(words), null)
        {
            Rules = GitPlumbing.Rules,
            Tell = line => Console.Error.WriteLine($"note: {line}"),
        };
        var run = new DiffRun(named.Pairs()) { Filter = Filter(options), KeepsSame = named.IsPair, Warn = NotANotebook };
        if (options.Text("out") is { } place)
        {
            NotebookPaths.Write(place, NbdimeJson.Write(run.Comparisons()));
            return ExitCodes.Done;
        }

        foreach (NotebookComparison comparison in run.Comparisons().Where(comparison => comparison.Diff is not null))
        {
            Write(comparison, options);
        }

        return ExitCodes.Done;
    });

    /// <summary>Prints a comparison in nbdime's layout.</summary>
    public static void Write(NotebookComparison comparison, NbdimeOptions options)
    {
        var text = new NbdiffText(Console.Out, options.ShownParts, options.UsesColor, options.ComparesWords);
        text.Write(Heading(comparison.Before), Heading(comparison.After), comparison.Diff!.Before.Json, comparison.Diff.ToDiff());
    }

    /// <summary>What is left out of comparisons.</summary>
    public static DiffFilterOptions Filter(NbdimeOptions options) =>
        DiffParts.Filter(options.ShownParts) with { Ignored = options.HasParts ? [] : IgnoredPath.Of(options.Ignore) };

    public static void NotANotebook(DeckleException problem) => Console.Error.WriteLine($"warning: {problem.Message}");

    // Without a revision it is HEAD that the work tree is compared with; two files are compared with each other.
    private static string[] Names(string[] words) => words switch
    {
        [] => ["HEAD"],
        [var before, var after] when FilePairs.IsOne(before) && FilePairs.IsOne(after) => words,
        [var first, ..] when FilePairs.IsOne(first) && words.Length != 2 => ["HEAD", .. words],
        [var first, _] when FilePairs.IsOne(first) => ["HEAD", .. words],
        _ => words,
    };

    // Two names of notebooks are files, mistyped or not, and no revisions.
    private static bool IsNotebookName(string name) => name.EndsWith(".ipynb", StringComparison.Ordinal);

    private static (string, string) Heading(DiffSide side)
    {
        string time = side.Revision is null && File.Exists(side.Path) ? Time(File.GetLastWriteTime(side.Path)) : "(no timestamp)";
        return (side.Revision is null ? side.Path : $"{side.Path} ({side.Revision})", time);
    }

    // datetime.isoformat() leaves no microseconds out but none.
    private static string Time(DateTime time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond / 10 == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}

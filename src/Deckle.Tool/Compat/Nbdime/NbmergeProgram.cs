using Deckle.Editing;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>nbmerge's command line, over the merge of <c>deckle merge</c>.</summary>
internal static class NbmergeProgram
{
    private const string Missing = "/dev/null";

    private static readonly JsonWriterOptions DecisionLayout = new() { Indent = 2, AsciiOnly = true };

    public static int Run(IReadOnlyList<string> args)
    {
        ArgumentParser parser = NbdimeParsers.Merge();
        return NbdimeProgram.Run(parser, args, (_, options) =>
        {
            IReadOnlyList<string> words = NbdimeProgram.Words(parser, options, 2, "base", "local", "remote");
            string[] files = words.Count == 2 ? [Missing, .. words] : [.. words];
            if (files.FirstOrDefault(name => !Path.Exists(name)) is { } gone)
            {
                Console.Error.WriteLine($"Cannot find file '{gone}'");
                return ExitCodes.BadNews;
            }

            return Merge(files, options);
        });
    }

    /// <summary>What <c>--merge-strategy</c> and its kind mean.</summary>
    public static MergeOptions Strategies(NbdimeOptions options) => new()
    {
        Strategy = Strategy(options.Text("merge_strategy")) ?? MergeStrategy.Inline,
        InputStrategy = Strategy(options.Text("input_strategy")),
        OutputStrategy = Strategy(options.Text("output_strategy")),
        IgnoresTransients = !options.IsGiven("no_ignore_transients"),
    };

    private static int Merge(string[] files, NbdimeOptions options)
    {
        string? place = options.Text("out");
        if (files[1] == Missing && files[2] == Missing)
        {
            // Both sides deleted the file.
            if (place is not null && !options.IsGiven("decisions"))
            {
                File.Delete(place);
            }

            return ExitCodes.Done;
        }

        Notebook ancestor = Read(files[0]);
        Notebook local = Read(files[1]);
        Notebook remote = Read(files[2]);
        MergeResult result = NotebookMerger.Merge(ancestor, local, remote, Strategies(options));
        if (!result.IsClean)
        {
            Console.Error.WriteLine("Conflicts occurred during merge operation.");
        }

        if (options.IsGiven("decisions"))
        {
            IReadOnlyList<MergeDecision> decisions = MergeDecisions.Of(ancestor, local, remote, result);
            WriteDecisions(ancestor, decisions, place, options);
        }
        else if (place is null)
        {
            NotebookInput.WriteToStdout(result.Notebook);
        }
        else
        {
            NotebookPaths.Write(place, NotebookWriter.Write(result.Notebook));
        }

        return result.IsClean ? ExitCodes.Done : ExitCodes.BadNews;
    }

    private static void WriteDecisions(Notebook ancestor, IReadOnlyList<MergeDecision> decisions, string? place, NbdimeOptions options)
    {
        if (place is null)
        {
            NbmergeText.Write(ancestor, decisions, options, Console.Error);
        }
        else
        {
            byte[] json = [.. JsonWriter.ToUtf8(DecisionWriter.Write(decisions, ancestor.Json), DecisionLayout), (byte)'\n'];
            NotebookPaths.Write(place, json);
        }
    }

    // git gives an empty file where both sides added it.
    private static Notebook Read(string path) => path == Missing || NotebookInput.Read(path) is not { Length: > 0 } content
        ? new Notebook(JsonObject.Of(("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)))
        : JoinedNotebook.Of(NotebookReader.Read(content)).Notebook;

    private static MergeStrategy? Strategy(string? name) => name switch
    {
        "inline" => MergeStrategy.Inline,
        "use-base" => MergeStrategy.UseBase,
        "use-local" => MergeStrategy.UseLocal,
        "use-remote" => MergeStrategy.UseRemote,
        "remove" => MergeStrategy.Remove,
        "clear-all" => MergeStrategy.ClearAll,
        _ => null,
    };
}

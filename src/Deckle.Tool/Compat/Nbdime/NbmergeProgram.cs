using Deckle.Json;
using Deckle.Merging;
using Deckle.Tool.Compat.Argparse;
using Deckle.Tool.Merging;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>nbmerge's command line, over the merge of <c>deckle merge</c>.</summary>
internal static class NbmergeProgram
{
    private static readonly JsonWriterOptions DecisionLayout = new() { Indent = 2, AsciiOnly = true };

    public static int Run(IReadOnlyList<string> args)
    {
        ArgumentParser parser = NbdimeParsers.Merge();
        return NbdimeProgram.Run(parser, args, (_, options) =>
        {
            IReadOnlyList<string> words = NbdimeProgram.Words(parser, options, 2, "base", "local", "remote");
            if (words.FirstOrDefault(name => !Path.Exists(name)) is { } gone)
            {
                Console.Error.WriteLine($"Cannot find file '{gone}'");
                return ExitCodes.BadNews;
            }

            return Merge(words, options);
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

    private static int Merge(IReadOnlyList<string> files, NbdimeOptions options)
    {
        string? place = options.Text("out");
        if (MergeSides.AreNothing(files))
        {
            if (place is not null && !options.IsGiven("decisions"))
            {
                File.Delete(place);
            }

            return ExitCodes.Done;
        }

        var sides = MergeSides.Read(files);
        (Notebook ancestor, Notebook local, Notebook remote) = (sides.Ancestor, sides.Local.Notebook, sides.Remote.Notebook);
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

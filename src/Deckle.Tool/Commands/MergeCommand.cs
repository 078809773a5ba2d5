using System.CommandLine;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Text;
using Deckle.Tool.Merging;
using Deckle.Tool.Serving;
using Deckle.Tool.Serving.Merging;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle merge</c>: nbmerge's arguments and flags, and the check for conflicts that were left.</summary>
internal static class MergeCommand
{
    private static readonly string[] Everywhere = ["inline", "use-base", "use-local", "use-remote", "union"];

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "BASE LOCAL REMOTE, or LOCAL REMOTE where there is no base; - for standard input, /dev/null for a file that is not there. With --check: notebooks and folders.",
            DefaultValueFactory = _ => [],
        };
        var output = new Option<string?>("--out", "-o") { Description = "Write the result there; else to standard output.", HelpName = "FILE" };
        Option<MergeStrategy?> strategy = Strategy("--merge-strategy", "What becomes of contradictions: shown inline, or one side's.", Everywhere);
        Option<MergeStrategy?> input = Strategy("--input-strategy", "The same for sources and attachments.", Everywhere);
        Option<MergeStrategy?> outputs = Strategy("--output-strategy", "The same for outputs; also remove the contradicting ones, or clear-all of the cell.", [.. Everywhere, "remove", "clear-all"]);
        Option<MergeStrategy?> metadata = Strategy("--metadata-strategy", "The same for metadata.", Everywhere);
        var transients = new Option<bool>("--no-ignore-transients") { Description = "Let execution counts, scrolled outputs and versions of the kernel contradict each other." };
        var decisions = new Option<bool>("--decisions") { Description = "Write the decisions of the merge as nbdime's JSON, not the notebook." };
        var apply = new Option<string?>("--apply") { Description = "Apply decisions, Deckle's or nbdime's, to BASE.", HelpName = "DECISIONS" };
        Option<string?> baseLabel = Label("--base-label");
        Option<string?> localLabel = Label("--local-label");
        Option<string?> remoteLabel = Label("--remote-label");
        var size = new Option<int>("--marker-size") { Description = $"How many characters a marker has, {TextConflictLine.LeastSize} or more.", HelpName = "N", DefaultValueFactory = _ => TextConflictLine.LeastSize };
        size.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && count < TextConflictLine.LeastSize)
            {
                result.AddError($"too small for a marker; give {TextConflictLine.LeastSize} or more");
            }
        });
        var diff3 = new Option<bool>("--diff3") { Description = "Show between markers what was there before both changes too." };
        var check = new Option<bool>("--check") { Description = "List the conflicts that were left in notebooks, by default in the current folder; exit 1 when there are any." };
        var web = new WebOptions("Merge on a page in the browser: choose, edit, reorder, save. Exits 1 until a result without conflicts is saved.");
        var noBase = new Option<bool>("--no-base") { Description = "With --web: do not show the base." };
        var json = new Option<bool>("--json") { Description = "Print an object with the conflicts, and with the notebook if it is written nowhere else." };
        var command = new Command(
            "merge",
            """
            Merge two changed versions of a notebook by cells. What contradicts itself is shown in the notebook between markers, which stays valid.
            Exits 0 when nothing is left to people, 1 when something is, 2 when a file is no notebook.

            Example: deckle merge base.ipynb mine.ipynb theirs.ipynb -o merged.ipynb
            """)
        { files, output, strategy, input, outputs, metadata, transients, decisions, apply, baseLabel, localLabel, remoteLabel, size, diff3, check, noBase, json };
        web.AddTo(command);
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            string[] paths = parsed.GetValue(files)!;
            if (parsed.GetValue(check))
            {
                return Check(paths.Length > 0 ? paths : ["."], parsed.GetValue(json));
            }

            var defaults = new MergeOptions();
            var request = new MergeRequest
            {
                Files = paths,
                Output = parsed.GetValue(output),
                WantsDecisions = parsed.GetValue(decisions),
                Applied = parsed.GetValue(apply),
                IsJson = parsed.GetValue(json),
                Options = new MergeOptions
                {
                    Strategy = parsed.GetValue(strategy) ?? defaults.Strategy,
                    InputStrategy = parsed.GetValue(input),
                    OutputStrategy = parsed.GetValue(outputs),
                    MetadataStrategy = parsed.GetValue(metadata),
                    IgnoresTransients = !parsed.GetValue(transients),
                    BaseLabel = parsed.GetValue(baseLabel) ?? defaults.BaseLabel,
                    LocalLabel = parsed.GetValue(localLabel) ?? defaults.LocalLabel,
                    RemoteLabel = parsed.GetValue(remoteLabel) ?? defaults.RemoteLabel,
                    MarkerSize = parsed.GetValue(size),
                    ShowsBase = parsed.GetValue(diff3),
                },
            };
            return web.Read(parsed) is { } page ? MergeReview.Of(request, !parsed.GetValue(noBase)).Serve(page) : new MergeRun(request).Run();
        }));
        return command;
    }

    private static int Check(string[] paths, bool isJson)
    {
        var checks = new List<LeftoverCheck>();
        foreach (string path in NotebookPaths.Expand(paths))
        {
            LeftoverCheck one = LeftoverCheck.Of(path);
            checks.Add(one);
            foreach (string line in isJson ? [] : one.Lines)
            {
                Console.Out.WriteLine(line);
            }

            if (!isJson && one.Error is not null)
            {
                Console.Error.WriteLine($"{one.Path}: {ErrorRenderer.Text(one.Error)}");
            }
        }

        int conflicts = checks.Sum(one => one.Conflicts.Count);
        if (isJson)
        {
            Console.Out.WriteLine(JsonObject.Of(
                ("schema", "deckle.merge-check/1"),
                ("clean", conflicts == 0),
                ("notebooks", JsonArray.From(checks.Select(one => ToJson(one))))));
        }
        else
        {
            int marked = checks.Count(one => one.Conflicts.Count > 0);
            Console.Error.WriteLine($"{Counted.Of(checks.Count, "notebook")}: {Counted.Of(conflicts, "conflict")}{(conflicts > 0 ? $" in {marked}" : "")}");
        }

        return checks.Any(one => one.Error is not null) ? ExitCodes.Usage : conflicts > 0 ? ExitCodes.BadNews : ExitCodes.Done;
    }

    private static JsonObject ToJson(LeftoverCheck one)
    {
        JsonObject json = JsonObject.Of(("path", one.Path), ("conflicts", JsonArray.From(one.Conflicts)));
        return one.Error is null ? json : json.With("error", ErrorRenderer.Json(one.Error));
    }

    private static Option<string?> Label(string name) => new(name)
    {
        Description = $"What the {name[2..^6]} side is called behind markers.",
        HelpName = "NAME",
    };

    private static Option<MergeStrategy?> Strategy(string name, string description, string[] values) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', values),
        CustomParser = result =>
        {
            string value = result.Tokens[0].Value;
            if (!values.Contains(value))
            {
                result.AddError($"'{value}' is no strategy of {name}; choose one of {string.Join(", ", values)}");
                return null;
            }

            return Enum.Parse<MergeStrategy>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        },
    };
}

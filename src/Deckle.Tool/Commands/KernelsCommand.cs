using System.CommandLine;
using Deckle.Json;
using Deckle.Kernels.Specs;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle kernels</c>: what can run notebooks here.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var command = new Command("kernels", "See what can run notebooks here, and keep it warm.\n\nExample: deckle kernels list");
        command.Add(CreateList());
        command.Add(KernelsWarmCommand.Create());
        command.Add(KernelsStatusCommand.Create());
        command.Add(KernelsStopCommand.Create());
        command.Add(KernelsKeptCommand.Create());
        command.Add(KernelsReleaseCommand.Create());
        return command;
    }

    private static Command CreateList()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object, with the keys of 'jupyter kernelspec list --json'." };
        var command = new Command("list", "List the kernels, where they were found, and what is wrong with those that cannot be used.\n\nExample: deckle kernels list --json") { json };
        command.SetAction(parsed =>
        {
            bool asJson = parsed.GetValue(json);
            return CommandLine.Guard(asJson, () =>
            {
                var specs = new KernelSpecs(KernelSearch.FromProcess(Path.GetFullPath(".")));
                if (asJson)
                {
                    Console.Out.WriteLine(Json(specs).ToString());
                }
                else
                {
                    PrintTable(specs);
                }

                return ExitCodes.Done;
            });
        });
        return command;
    }

    private static void PrintTable(KernelSpecs specs)
    {
        var resolver = new KernelResolver(specs);
        string[][] rows = [["NAME", "LANGUAGE", "DISPLAY NAME", "WHERE"], .. specs.All.Select(spec => (string[])[spec.Name, spec.Language, spec.DisplayName, spec.Where])];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows.Where(_ => rows.Length > 1))
        {
            Console.Out.WriteLine($"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  {row[3]}");
        }

        if (rows.Length == 1)
        {
            Console.Out.WriteLine($"no kernels in {string.Join(", ", specs.Folders.Select(folder => folder.Path))}");
            Console.Error.WriteLine("help: install one, for Python: python3 -m pip install ipykernel");
        }

        string[] problems = [.. specs.Problems.Select(problem => problem.ToString()), .. specs.All.Select(resolver.WhyNot).OfType<DeckleException>().Select(e => e.Message)];
        if (problems.Length > 0)
        {
            Console.Out.WriteLine($"\nproblems:\n  {string.Join("\n  ", problems)}");
        }
    }

    internal static JsonObject Json(KernelSpecs specs)
    {
        var resolver = new KernelResolver(specs);
        return JsonObject.Of(
            ("schema", "deckle.kernels.list/1"),
            ("kernelspecs", JsonObject.From(specs.All.Select(spec => new JsonMember(spec.Name, Json(spec, resolver))))),
            ("problems", JsonArray.From(specs.Problems.Select(Json))),
            ("searched", JsonArray.From(specs.Folders.Select(folder => JsonObject.Of(("path", folder.Path), ("how", folder.How))))),
            ("pythons", JsonArray.From(specs.Pythons.Select(Json))));
    }

    private static JsonObject Json(KernelSpec spec, KernelResolver resolver)
    {
        JsonObject kernelspec = JsonObject.Of(
            ("argv", JsonArray.From(spec.Argv)),
            ("env", JsonObject.From(spec.Env.Select(variable => new JsonMember(variable.Key, variable.Value)))),
            ("display_name", spec.DisplayName),
            ("language", spec.Language),
            ("interrupt_mode", spec.InterruptMode == InterruptMode.Message ? "message" : "signal"),
            ("metadata", spec.Metadata));
        DeckleException? trouble = resolver.WhyNot(spec);
        return JsonObject.Of(
            ("resource_dir", spec.ResourceDirectory),
            ("spec", kernelspec),
            ("found", JsonObject.Of(("path", spec.Where), ("how", spec.Origin.How), ("synthesised", spec.IsSynthesised))),
            ("problem", trouble is null ? JsonNull.Value : ErrorRenderer.Json(trouble)));
    }

    private static JsonObject Json(KernelSpecProblem problem) =>
        JsonObject.Of(
            ("name", problem.Name),
            ("path", problem.Path),
            ("line", problem.Place is { } place ? place.Line : JsonNull.Value),
            ("column", problem.Place is { } at ? at.Column : JsonNull.Value),
            ("message", problem.What));

    private static JsonObject Json(PythonEnvironment python) =>
        JsonObject.Of(
            ("program", python.Program),
            ("how", python.How),
            ("prefix", python.Prefix is { } prefix ? prefix : JsonNull.Value),
            ("ipykernel", python.Ipykernel is { } package ? package : JsonNull.Value));
}

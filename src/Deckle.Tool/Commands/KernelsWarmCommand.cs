using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Specs;
using Deckle.Kernels.Warm;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle kernels warm</c>: starts fork servers, and returns when they are ready.</summary>
internal static class KernelsWarmCommand
{
    public static Command Create()
    {
        var kernel = new Option<string[]>("--kernel", "-k") { HelpName = "NAME", Description = "The kernel's name; python3 by default. Repeatable." };
        var preload = new Option<string[]>("--preload") { HelpName = "MODULES", Description = "Modules to import once for all kernels, such as pandas,numpy. Repeatable." };
        var idle = new Option<string>("--idle") { HelpName = "TIME", Description = "How long to stay without work: 90s, 10m, 2h.", DefaultValueFactory = _ => "10m" };
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var command = new Command(
            "warm",
            "Keep a Python with ipykernel imported, from which runs fork their kernels in a tenth of the time. Returns when it is ready."
            + "\n\nExample: deckle kernels warm --preload pandas,matplotlib.pyplot --idle 1h")
        {
            kernel, preload, idle, json,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            string[] modules = [.. (parsed.GetValue(preload) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
            var host = new WarmHost(new WarmHostOptions { Idle = Time(parsed.GetValue(idle)!) });
            List<JsonObject> servers = [];
            foreach (KernelChoice choice in Choices(parsed.GetValue(kernel)))
            {
                long began = TimeProvider.System.GetTimestamp();
                ForkServerStatus status = host.WarmAsync(choice, modules).GetAwaiter().GetResult();
                double seconds = Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 3);
                servers.Add(KernelsStatusCommand.Json(status).With("kernel", choice.Spec.Name).With("ready_seconds", seconds));
                if (!parsed.GetValue(json))
                {
                    string with = status.Preload.Count == 0 ? "" : $" with {string.Join(", ", status.Preload)}";
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{choice.Spec.Name} is warm: {status.Python}{with}, process {status.Pid}, ready after {seconds:0.00} s"));
                }
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.Of(("schema", "deckle.kernels.warm/1"), ("servers", JsonArray.From(servers))).ToString());
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    /// <summary>The kernels of these names; Jupyter's own Python without any.</summary>
    public static IReadOnlyList<KernelChoice> Choices(string[]? names)
    {
        var resolver = new KernelResolver(new KernelSpecs(KernelSearch.FromProcess(Path.GetFullPath("."))));
        return [.. (names is null or [] ? ["python3"] : names).Select(resolver.Named)];
    }

    private static TimeSpan Time(string text)
    {
        double unit = text is [.., 'h'] ? 3600 : text is [.., 'm'] ? 60 : 1;
        return double.TryParse(text.AsSpan().TrimEnd("smh"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count * unit is > 0 and < 1e8
            ? TimeSpan.FromSeconds(count * unit)
            : throw new DeckleException("usage", $"--idle {text}: not a time", "write it as 90s, 10m or 2h");
    }
}

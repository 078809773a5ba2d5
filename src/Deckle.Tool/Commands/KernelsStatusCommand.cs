using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Specs;
using Deckle.Kernels.Warm;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle kernels status</c>: the fork servers that run.</summary>
internal static class KernelsStatusCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var command = new Command("status", "List the warm processes that run, and what they do.\n\nExample: deckle kernels status --json") { json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            ForkServers servers = Servers();
            IReadOnlyList<ForkServerStatus> running = servers.ListAsync().GetAwaiter().GetResult();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.Of(
                    ("schema", "deckle.kernels.status/1"), ("folder", servers.Folder), ("servers", JsonArray.From(running.Select(Json)))).ToString());
            }
            else
            {
                Print(running);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    public static ForkServers Servers() => new(KernelSearch.FromProcess(Path.GetFullPath(".")).Variables);

    public static JsonObject Json(ForkServerStatus status) => JsonObject.Of(
        ("key", status.Key),
        ("pid", status.Pid),
        ("python", status.Python),
        ("preload", JsonArray.From(status.Preload)),
        ("kernels", JsonArray.From(status.Kernels.Select(id => (JsonValue)id))),
        ("memory_bytes", status.Memory),
        ("idle_seconds", status.Idle.TotalSeconds),
        ("idle_limit_seconds", status.IdleLimit.TotalSeconds),
        ("uptime_seconds", status.Uptime.TotalSeconds),
        ("forks", status.Forks));

    private static void Print(IReadOnlyList<ForkServerStatus> running)
    {
        if (running.Count == 0)
        {
            Console.Out.WriteLine("nothing is warm; start with: deckle kernels warm");
            return;
        }

        string[][] rows =
        [
            ["KEY", "PID", "KERNELS", "FORKS", "MEMORY", "IDLE", "UPTIME", "PYTHON", "PRELOAD"],
            .. running.Select(status => (string[])
            [
                status.Key, Text(status.Pid), Text(status.Kernels.Count), Text(status.Forks), $"{Text(status.Memory / 1_000_000)} MB",
                $"{Seconds(status.Idle)} of {Seconds(status.IdleLimit)}", Seconds(status.Uptime), status.Python, string.Join(",", status.Preload),
            ]),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            Console.Out.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}

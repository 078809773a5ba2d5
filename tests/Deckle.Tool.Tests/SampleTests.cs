using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests;

/// <summary>The samples do what the README says, and what the health check finds is so.</summary>
public class SampleTests
{
    [Fact]
    public async Task The_health_check_tells_facts_about_this_machine()
    {
        using var folder = new RunFolder();
        Directory.CreateSymbolicLink(folder.Combine("samples"), Repository.Path("samples"));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        ProcessOutcome outcome = await folder.RunAsync("samples/fleet_health_check.ipynb", "runs/today.ipynb", "-p", "alert_threshold", "0.9", "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        JsonObject scraps = ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonObject>("scraps")!;
        Assert.Equal(["machine", "disk", "memory", "load", "processes", "ports", "permissions", "alerts", "status"], scraps.Keys);
        Assert.Equal(Dns.GetHostName(), scraps.Get<JsonObject>("machine")?.GetText("host"));
        Assert.Equal(MemoryOfMachine(), Number(scraps.Get<JsonObject>("memory")?.Get<JsonObject>("machine")?["total_bytes"]));
        Assert.InRange(Number(scraps.Get<JsonObject>("processes")?["count"]), 2, 1_000_000);
        JsonObject found = Assert.Single(scraps.Get<JsonArray>("ports")!.OfType<JsonObject>(), row => Number(row["port"]) == port);
        Assert.Equal(("127.0.0.1", Environment.ProcessId), (found.GetText("address"), (int)Number(found["pid"])));
        Assert.Contains(scraps.Get<JsonObject>("status")?.GetText("status"), new[] { "ok", "warning", "alert" });
        Assert.Empty(NotebookValidator.Validate(folder.Notebook("runs/today.ipynb")));
    }

    [Fact]
    public async Task A_CSharp_program_can_run_a_notebook()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of(
            [
                TestNotebook.Code("alert_threshold = 0", "parameters"),
                TestNotebook.Code(
                    "from IPython.display import publish_display_data\n"
                    + "scrap = {'name': 'status', 'data': alert_threshold, 'encoder': 'json', 'version': 1}\n"
                    + "publish_display_data({'application/scrapbook.scrap.json+json': scrap}, {'scrapbook': {'name': 'status', 'data': True, 'display': False}})"),
            ]));
        var options = new ProcessOptions
        {
            Folder = folder.Path,
            Environment = new Dictionary<string, string?> { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
            Timeout = TimeSpan.FromMinutes(5),
        };

        ProcessOutcome outcome = await DeckleBinary.ShellAsync(options, $"dotnet run {Repository.Path("samples", "quickstart.cs")} -- in.ipynb");

        Assert.Equal(new ProcessOutcome(0, "in.ipynb: Completed\nstatus: 0.8\n", ""), outcome);
        Truth.IsTold(folder.Notebook("quickstart.out.ipynb"), "completed", "completed", "completed", "completed");
    }

    private static long MemoryOfMachine() =>
        1024 * long.Parse(Regex.Match(File.ReadAllText("/proc/meminfo"), @"MemTotal:\s+(\d+) kB").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static long Number(JsonValue? value) => ((JsonNumber)value!).TryGetInt64(out long number) ? number : -1;
}

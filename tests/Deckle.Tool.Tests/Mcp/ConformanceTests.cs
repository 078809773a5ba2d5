using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>The protocol's own suite, over HTTP in both eras.</summary>
public sealed partial class ConformanceTests : IDisposable
{
    private const string WithSessions = "2025-11-25";
    private const string Stateless = "2026-07-28";

    /// <summary>In each era that the suite has them for.</summary>
    private static readonly string[] Applicable =
    [
        "server-initialize", "server-session-lifecycle", "server-stateless", "logging-set-level", "ping", "tools-list", "resources-list", "prompts-list",
        "server-sse-multiple-streams", "dns-rebinding-protection", "http-header-validation", "caching", "sep-2164-resource-not-found",
    ];

    private static readonly (string Reason, string[] Scenarios)[] NotApplicable =
    [
        (
            "calls a tool that servers have for the suite alone, and looks at what it answers",
            [
                "tools-call-simple-text", "tools-call-image", "tools-call-audio", "tools-call-embedded-resource", "tools-call-mixed-content", "tools-call-with-logging",
                "tools-call-error", "tools-call-with-progress", "json-schema-2020-12", "server-sse-polling",
            ]),
        (
            "asks back through the client, which our tools never do: with a tool or prompt for the suite alone",
            [
                "tools-call-sampling", "tools-call-elicitation", "elicitation-sep1034-defaults", "elicitation-sep1330-enums",
                "input-required-result-basic-elicitation", "input-required-result-basic-sampling", "input-required-result-basic-list-roots",
                "input-required-result-request-state", "input-required-result-multiple-input-requests", "input-required-result-multi-round",
                "input-required-result-missing-input-response", "input-required-result-non-tool-request", "input-required-result-result-type",
                "input-required-result-unsupported-methods", "input-required-result-tampered-state", "input-required-result-capability-check",
                "input-required-result-ignore-extra-params", "input-required-result-validate-input",
            ]),
        ("reads a resource that servers have for the suite alone", ["resources-read-text", "resources-read-binary", "resources-templates-read"]),
        ("gets a prompt that servers have for the suite alone", ["prompts-get-simple", "prompts-get-with-args", "prompts-get-embedded-resource", "prompts-get-with-image"]),
        ("needs the capability 'completions', which is not declared", ["completion-complete"]),
        ("needs the capability 'resources.subscribe', which is not declared", ["resources-subscribe", "resources-unsubscribe"]),
        ("needs a tool whose schema asks for a header, which none of ours does", ["http-custom-header-server-validation"]),
        ("is for the extension 'skills', which is not declared", ["sep-2640-skills-directory", "sep-2640-skills-enumeration", "sep-2640-skills-manifest"]),
        (
            "is for the extension 'tasks', which is not declared: runs are jobs with ids of their own",
            [
                "tasks-lifecycle", "tasks-capability-negotiation", "tasks-wire-fields", "tasks-request-state-removal", "tasks-mrtr-input", "tasks-request-headers",
                "tasks-dispatch-and-envelope", "tasks-status-notifications", "tasks-required-task-error", "tasks-mrtr-composition",
            ]),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_scenario_of_the_suite_applies_or_has_a_reason_why_it_does_not()
    {
        IEnumerable<string> known = (await ListedAsync()).Keys;

        string[] named = [.. Applicable, .. NotApplicable.SelectMany(each => each.Scenarios)];
        Assert.Equal(known.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_scenarios_that_apply_pass_in_both_eras()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1"));
        Dictionary<string, string[]> listed = await ListedAsync();
        using McpServer server = await McpServer.StartAsync(folder.Path);
        using Process proxy = Process.Start(new ProcessStartInfo(NodePackages.Node, [Repository.Path("tests", "npm", "with_token.mjs"), server.Address.ToString(), McpServer.Token]) { RedirectStandardOutput = true })!;
        try
        {
            int port = int.Parse((await proxy.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            var failed = new List<string>();
            int ran = 0;
            foreach ((string scenario, string version) in Applicable.SelectMany(name => listed[name].Intersect([WithSessions, Stateless]).Select(version => (name, version))))
            {
                ProcessOutcome outcome = await NodePackages.ConformanceAsync(folder.Path, "server", "--url", $"http://127.0.0.1:{port}/mcp", "--scenario", scenario, "--spec-version", version);
                ran++;
                if (!HasPassed(outcome))
                {
                    failed.Add($"{scenario} {version}\n{outcome.Transcript}");
                }
            }

            Assert.True(failed.Count == 0, string.Join("\n\n", failed));
            Assert.True(ran >= Applicable.Length);
        }
        finally
        {
            proxy.Kill();
        }
    }

    // server-stateless has some checks of its own that call a tool for the suite alone; those it fails as not testable.
    private static bool HasPassed(ProcessOutcome outcome)
    {
        if (!Summary().IsMatch(outcome.Stdout))
        {
            return false;
        }

        string[] failures = [.. outcome.Stdout.Split('\n').Where(line => line.TrimStart().StartsWith("Error:", StringComparison.Ordinal))];
        return outcome.ExitCode == 0
            ? outcome.Stdout.Contains(", 0 failed", StringComparison.Ordinal)
            : failures.Length > 0 && failures.All(line => line.Contains("Not testable: server does not list the diagnostic tool 'test_", StringComparison.Ordinal));
    }

    private async Task<Dictionary<string, string[]>> ListedAsync()
    {
        ProcessOutcome list = await NodePackages.ConformanceAsync(folder.Path, "list");
        Assert.True(list.ExitCode == 0, list.Transcript);
        string servers = list.Stdout.Split("\n\n").Single(part => part.TrimStart().StartsWith("Server scenarios", StringComparison.Ordinal));
        return Listed().Matches(servers).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Split(','), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^  - (\S+) \[(.*)\]$", RegexOptions.Multiline)]
    private static partial Regex Listed();

    [GeneratedRegex("Passed: [1-9]")]
    private static partial Regex Summary();
}

using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Tests.Running;

/// <summary>Secrets reach the kernel and no place that somebody reads. Messages are in <c>tests/specs/secrets.md</c>.</summary>
public class SecretTests
{
    private const string Value = "tr0ub4dor &\"3'/\\x";

    private const string Prints = """
        import base64, json, sys, urllib.parse
        for letter in KEY:
            sys.stdout.write(letter)
            sys.stdout.flush()
        print()
        print(repr([KEY]), json.dumps({"k": KEY}), urllib.parse.quote(KEY), urllib.parse.quote_plus(KEY), ascii(KEY))
        print(base64.b64encode(b"user:" + KEY.encode()).decode(), KEY.encode().hex(), file=sys.stderr)
        """;

    private const string Shows = """
        from IPython.display import HTML, JSON, display, publish_display_data
        display(HTML(f"<b>{KEY}</b>"), JSON({KEY: [KEY]}))
        publish_display_data({"application/scrapbook.scrap.json+json": {"name": "key", "data": KEY, "encoder": "json", "version": 1}})
        KEY
        """;

    [Fact]
    public async Task No_form_of_a_secret_is_in_anything_that_a_run_leaves()
    {
        using var folder = new RunFolder();
        folder.Write("key.txt", $"{Value}\n");

        ProcessOutcome outcome = await folder.RunCellsAsync(
            [TestNotebook.Code("KEY = None", "parameters"), TestNotebook.Code(Prints), TestNotebook.Code(Shows), TestNotebook.Code("raise ValueError(KEY)")],
            "--secret", "KEY=file:key.txt", "--json", "--log-output", "--stdout-file", "stdout.txt", "--stderr-file", "stderr.txt", "-p", "x", "1");

        Assert.Equal(1, outcome.ExitCode);
        string[] left = [outcome.Stdout, outcome.Stderr, folder.Read("out.ipynb"), folder.Read("stdout.txt"), folder.Read("stderr.txt")];
        foreach (string form in (string[])["tr0ub4dor", Convert.ToBase64String(Encoding.UTF8.GetBytes("user:tr0ub4dor"))[8..], Convert.ToHexStringLower("tr0ub"u8)])
        {
            Assert.All(left, text => Assert.DoesNotContain(form, text, StringComparison.Ordinal));
        }

        Assert.StartsWith("***KEY***\n['***KEY***'] {\"k\": \"***KEY***\"} ***KEY*** ***KEY*** '***KEY***'", folder.Read("stdout.txt"), StringComparison.Ordinal);
        JsonObject report = (JsonObject)JsonReader.Read(outcome.Stdout);
        Assert.Equal(("***KEY***", "***KEY***"), (report.Get<JsonObject>("failed_cell")?.GetText("evalue"), report.Get<JsonObject>("scraps")?.GetText("key")));
        Assert.Equal("""["KEY"]""", folder.Notebook("out.ipynb").Metadata.Get<JsonObject>("deckle")?["secrets"]?.ToString());
    }

    [Fact]
    public async Task Events_hold_no_secret()
    {
        using var folder = new RunFolder();
        folder.Write("key.txt", Value);

        ProcessOutcome outcome = await folder.RunCellsAsync([Prints, Shows], "--secret", "KEY=file:key.txt", "--events", "jsonl");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        Assert.DoesNotContain("tr0ub4dor", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("***KEY***", outcome.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_command_line_holds_a_secret_and_the_kernel_has_it_as_it_is()
    {
        using var folder = new RunFolder();
        folder.Write("key.txt", Value);
        string look = """
            import glob, hashlib
            def read(path):
                try:
                    return open(path, 'rb').read()
                except OSError:
                    return b''
            seen = [path for path in glob.glob('/proc/[0-9]*/cmdline') if KEY.encode() in read(path)]
            len(seen), hashlib.sha256(KEY.encode()).hexdigest()[:8], In[-2] if len(In) > 2 else ''
            """;

        ProcessOutcome outcome = await folder.RunCellsAsync([look], "--secret", "KEY=file:key.txt");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Value)))[..8];
        Assert.Equal($"(0, '{hash}', '')", folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Data.Text("text/plain"));
    }

    [Fact]
    public async Task A_secret_that_is_declared_without_a_value_is_given()
    {
        using var folder = new RunFolder();
        folder.Write("key.txt", Value);

        ProcessOutcome outcome = await folder.RunCellsAsync([TestNotebook.Code("KEY: str", "parameters"), TestNotebook.Code("len(KEY)")], "--secret", "KEY=file:key.txt", "--strict");

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
    }

    [Fact]
    public async Task A_held_kernel_has_its_secrets_and_they_stay_secret()
    {
        using var folder = new RunFolder();
        folder.Write("key.txt", Value);
        await folder.RunCellsAsync(["fixed = False", "assert fixed\nprint(KEY)"], "--secret", "KEY=file:key.txt", "--keep-kernel-on-failure");
        folder.Write("out.ipynb", folder.Read("out.ipynb").Replace("assert fixed", "", StringComparison.Ordinal));

        ProcessOutcome outcome = await folder.RunAsync("--resume", "out.ipynb", "--log-output");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("***KEY***", outcome.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("tr0ub4dor", outcome.Stderr + folder.Read("out.ipynb"), StringComparison.Ordinal);
    }
}

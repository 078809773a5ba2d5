using System.Text;
using Deckle.Json;
using Deckle.Stores.Tests.Servers;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Stores;

/// <summary>The program with notebooks on a server.</summary>
public sealed class RemoteRunTests : IAsyncDisposable
{
    private readonly MemoryStore store = new();
    private readonly RunFolder folder = new();
    private readonly WebServer server;
    private Action<WebRequest> onRequest = _ => { };

    public RemoteRunTests() => server = new WebServer(request =>
    {
        onRequest(request);
        return store.Answer(request);
    });

    [Fact]
    public async Task A_notebook_comes_from_a_server_and_goes_there_with_parameters_from_there()
    {
        Put("/in.ipynb", TestNotebook.Of(TestNotebook.Code("year = 1", "parameters"), TestNotebook.Code("import os; print(year, os.getcwd())")));
        Put("/p.yaml", "year: 2026");

        ProcessOutcome outcome = await folder.RunAsync($"{server.Address}/in.ipynb", $"{server.Address}/out_{{year}}.ipynb", "-f", $"{server.Address}/p.yaml");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        Notebook result = Result("/out_2026.ipynb");
        Assert.Contains($"2026 {folder.Path}", result.Json.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{server.Address}/out_2026.ipynb", result.Metadata.Get<JsonObject>("papermill")!.GetText("output_path"));
        Assert.Equal(["out_2026.ipynb"], Puts().Select(request => request.Path[1..]).Distinct());
        Assert.Equal("*", Puts().First().Header("If-None-Match"));
        Assert.All(Puts().Skip(1), request => Assert.NotNull(request.Header("If-Match")));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task A_batch_reads_and_writes_a_server_and_goes_on_there()
    {
        Put("/in.ipynb", TestNotebook.Of(TestNotebook.Code("year = 1", "parameters"), TestNotebook.Code("print(year)")));
        string[] batch = ["batch", $"{server.Address}/in.ipynb", "--grid", "year=2025,2026", "--output", $"{server.Address}/runs/{{year}}.ipynb", "--no-warm"];

        ProcessOutcome first = await folder.DeckleAsync(batch);
        ProcessOutcome second = await folder.DeckleAsync(batch);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("2026\\n", Result("/runs/2026.ipynb").Json.ToString(), StringComparison.Ordinal);
        Assert.Contains("deckle.batch-run/1", Encoding.UTF8.GetString(store.Files["/runs/2025.run.json"]), StringComparison.Ordinal);
        Assert.Contains("2 skipped", second.Stdout, StringComparison.Ordinal);
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task A_document_goes_to_a_server_with_its_images()
    {
        folder.Write("in.ipynb", TestNotebook.Of(TestNotebook.Code("1")));

        ProcessOutcome outcome = await folder.DeckleAsync("export", "in.ipynb", "--to", "md", "--output", $"{server.Address}/docs/in.md");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("```\n1\n", Encoding.UTF8.GetString(store.Files["/docs/in.md"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Combine("http:")));
    }

    [Fact]
    public async Task Cells_are_not_uploaded_one_by_one()
    {
        Put("/in.ipynb", TestNotebook.Of([.. Enumerable.Range(0, 20).Select(i => $"print({i})")]));

        ProcessOutcome outcome = await folder.RunAsync($"{server.Address}/in.ipynb", $"{server.Address}/out.ipynb");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(2, Puts().Length);
    }

    [Fact]
    public async Task A_result_that_somebody_else_wrote_meanwhile_stays_and_ours_is_saved_elsewhere()
    {
        Put("/in.ipynb", TestNotebook.Of("print('ours')"));
        int puts = 0;
        onRequest = request =>
        {
            // Just before our last save.
            if (request.Method == "PUT" && ++puts == 2)
            {
                Put("/out.ipynb", "theirs");
            }
        };

        ProcessOutcome outcome = await folder.RunAsync($"{server.Address}/in.ipynb", $"{server.Address}/out.ipynb");

        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith($"error[store-conflict]: {server.Address}/out.ipynb was changed by somebody else meanwhile; it is left as it is\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal("theirs", Encoding.UTF8.GetString(store.Files["/out.ipynb"]));
        string rescued = Assert.Single(folder.Leftovers());
        Assert.Contains($"the result was saved instead as: {rescued}\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Contains("ours", await File.ReadAllTextAsync(rescued), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_cell_is_saved_there_too()
    {
        Put("/in.ipynb", TestNotebook.Of("print('before')", "1 / 0"));

        ProcessOutcome outcome = await folder.RunAsync($"{server.Address}/in.ipynb", $"{server.Address}/out.ipynb");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("ZeroDivisionError", Result("/out.ipynb").Json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_of_addresses_are_neither_told_nor_written()
    {
        Put("/in.ipynb", TestNotebook.Of("1"));
        string address = server.Address.Replace("//", "//me:hidden@", StringComparison.Ordinal);

        ProcessOutcome outcome = await folder.RunAsync($"{address}/in.ipynb?token=hidden", $"{address}/out.ipynb?token=hidden", "--inject-paths", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("hidden", outcome.Stdout + outcome.Stderr + Encoding.UTF8.GetString(store.Files["/out.ipynb"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_told_before_the_first_cell()
    {
        Put("/in.ipynb", TestNotebook.Of("open('ran', 'w')"));
        await using var closed = WebServer.InOrder(WebAnswer.Fail(403));

        ProcessOutcome outcome = await folder.RunAsync($"{server.Address}/in.ipynb", $"{closed.Address}/out.ipynb");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"error[store-no-credentials]: {closed.Address}/out.ipynb needs credentials", outcome.Stderr, StringComparison.Ordinal);
        Assert.False(folder.Has("ran"));
    }

    [Fact]
    public async Task What_is_formatted_in_place_is_not_taken_from_others()
    {
        Put("/in.ipynb", TestNotebook.Of("1"));
        onRequest = request =>
        {
            if (request.Method == "PUT")
            {
                Put("/in.ipynb", "theirs");
            }
        };

        ProcessOutcome outcome = await folder.ShellAsync($"deckle format {server.Address}/in.ipynb");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("error[store-conflict]", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal("theirs", Encoding.UTF8.GetString(store.Files["/in.ipynb"]));
    }

    [Fact]
    public async Task A_bucket_is_a_folder_of_notebooks()
    {
        var google = new GoogleServer();
        await using var bucket = new WebServer(google.Answer);
        folder.Write("in.ipynb", TestNotebook.Of("1"));
        string emulator = $"STORAGE_EMULATOR_HOST={bucket.Address}";

        ProcessOutcome outcome = await folder.ShellAsync(
            $"export {emulator}; for name in a/1 a/2 a/.hidden/3 b/4; do deckle run in.ipynb gs://bucket/$name.ipynb --prepare-only || exit; done; deckle validate gs://bucket/a/ --json");

        Assert.Equal(0, outcome.ExitCode);
        var answer = (JsonObject)JsonReader.Read(outcome.Stdout);
        Assert.Contains("gs://bucket/a/2.ipynb", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bucket/b", answer.ToString(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    private void Put(string path, string content) => store.Files[path] = Encoding.UTF8.GetBytes(content);

    private Notebook Result(string path) => NotebookReader.Read(store.Files[path]);

    private WebRequest[] Puts() => [.. server.Requests.Where(request => request.Method == "PUT")];
}

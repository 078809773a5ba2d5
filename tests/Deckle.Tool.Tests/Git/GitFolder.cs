using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Tests.Git;

/// <summary>A folder with a user's home and a repository, where only what stands in it counts for git.</summary>
internal sealed class GitFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public GitFolder()
    {
        folder.Write("home/.gitconfig", "[user]\n\tname = Tester\n\temail = tester@example.org\n[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n[protocol \"file\"]\n\tallow = always\n");
        Directory.CreateDirectory(Combine("repo"));
    }

    /// <summary>A repository with the filter.</summary>
    public static async Task<GitFolder> InstalledAsync()
    {
        var made = new GitFolder();
        await made.GoodAsync("git init -q && deckle git install");
        return made;
    }

    public string Combine(string name) => folder.Combine(name);

    /// <summary>Writes a file of the repository.</summary>
    public string Write(string name, string content) => folder.Write($"repo/{name}", content);

    public string Read(string name) => File.ReadAllText(Combine($"repo/{name}"));

    /// <summary>Runs a line of shell in the repository, or a folder beside or in it.</summary>
    public Task<ProcessOutcome> ShellAsync(string line, string place = "repo") => DeckleBinary.ShellAsync(Options(place), line);

    /// <summary>Runs a line of shell that must end well, and returns what it prints.</summary>
    public async Task<string> GoodAsync(string line, string place = "repo")
    {
        ProcessOutcome outcome = await ShellAsync(line, place);

        Assert.True(outcome.ExitCode == 0, $"{line}\n{outcome.Transcript}");
        return outcome.Stdout;
    }

    /// <summary>A transcript without what differs from machine to machine.</summary>
    public string Shown(ProcessOutcome outcome) => Shown(outcome.Transcript);

    public string Shown(string text) => Scrubber.Scrub(text, (DeckleBinary.Path, "DECKLE"), (folder.Path, "FOLDER"));

    public ProcessOptions Options(string place = "repo") => new()
    {
        Folder = Combine(place),
        Environment = new Dictionary<string, string?>
        {
            ["HOME"] = Combine("home"),
            ["XDG_CONFIG_HOME"] = null,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_ATTR_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = null,
            ["GIT_DIR"] = null,
            ["GIT_INDEX_FILE"] = null,
            ["SKIP"] = null,
            ["GIT_EDITOR"] = "true",
            ["GIT_PAGER"] = "cat",
            ["GIT_AUTHOR_DATE"] = "2025-01-02T03:04:05Z",
            ["GIT_COMMITTER_DATE"] = "2025-01-02T03:04:05Z",
        },
        Timeout = TimeSpan.FromMinutes(1),
    };

    /// <summary>A notebook of code cells, each with an output; null for one without outputs and counts.</summary>
    public static string Notebook(string? output, params string[] sources)
    {
        IEnumerable<JsonValue> cells = sources.Select((source, index) => Cell.Code($"cell-{index}", source)).Select(cell => output is null
            ? cell.Json
            : cell.With("execution_count", 1).With("outputs", JsonArray.From([JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", output))])).Json);
        return Encoding.UTF8.GetString(NotebookWriter.Write(new Notebook(JsonObject.Of(
            ("cells", JsonArray.From(cells)), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)))));
    }

    public void Dispose() => folder.Dispose();
}

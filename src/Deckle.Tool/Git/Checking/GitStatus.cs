using Deckle.Tool.Git.Configuring;
using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Git.Checking;

/// <summary>How a repository is connected with Deckle, and what its index holds.</summary>
/// <param name="Repository">The top of the work tree.</param>
/// <param name="Config">One for each entry of <see cref="DeckleSettings.Config"/>.</param>
/// <param name="Attributes">All that git's attributes say about notebooks, later ones winning.</param>
/// <param name="Foreign">Entries of other programs for notebooks.</param>
/// <param name="Notebooks">Those in the index that the filter is for.</param>
internal sealed record GitStatus(
    string Repository,
    IReadOnlyList<ConnectionState> Config,
    IReadOnlyList<AttributeClaim> Attributes,
    IReadOnlyList<ConfigEntry> Foreign,
    IReadOnlyList<IndexedNotebook> Notebooks)
{
    public bool IsInstalled => Config.All(entry => entry.IsGood) && Attributes.Any(claim => claim is { Attribute: "filter", Value: DeckleSettings.Driver });

    public IEnumerable<IndexedNotebook> Dirty => Notebooks.Where(notebook => notebook.State == NotebookState.Dirty);

    public IEnumerable<IndexedNotebook> Broken => Notebooks.Where(notebook => notebook.State == NotebookState.Broken);

    public bool IsGood => IsInstalled && !Dirty.Any() && !Broken.Any();

    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-no-repository</c>, <c>git-failed</c>, or wrong settings.</exception>
    public static GitStatus Read(GitRepository repository, FilterRules rules)
    {
        IReadOnlyList<ConfigEntry> entries = new GitConfig(repository.Root).List();
        return new GitStatus(
            repository.Root,
            [.. DeckleSettings.Config.Select(setting => State(setting, entries, repository.Root))],
            AttributeFiles.Claims(AttributeFiles.All(repository), repository),
            [.. entries.Where(entry => ForeignTool.All.Any(tool => tool.Owns(entry)))],
            IndexCheck.Run(repository, rules));
    }

    private static ConnectionState State(ConfigSetting setting, IEnumerable<ConfigEntry> entries, string folder)
    {
        ConfigEntry? found = entries.LastOrDefault(entry => entry.Key == setting.Key);
        string? program = setting.IsCommand && found is not null ? ShellWord.First(found.Value) : null;
        return new ConnectionState(setting.Key, found, found is not null && setting.IsOurs(found.Value), program, program is null || Exists(program, folder));
    }

    // git starts it at the top of the work tree.
    private static bool Exists(string program, string folder) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(Path.Combine(folder, program))
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(place => place.Length > 0 && File.Exists(Path.Combine(place, program)));
}

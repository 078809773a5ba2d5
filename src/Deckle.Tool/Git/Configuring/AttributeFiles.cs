namespace Deckle.Tool.Git.Configuring;

/// <summary>Where the gitattributes files are.</summary>
internal static class AttributeFiles
{
    private static readonly string[] Attributes = ["filter", "diff", "merge"];

    /// <summary>The file that belongs to a configuration: where its attributes are written unless another file is named.</summary>
    /// <param name="repository">Needed for <see cref="InstallScope.Local"/> only.</param>
    public static string Of(InstallScope scope, GitRepository? repository) => scope switch
    {
        InstallScope.Local => repository!.GitPath("info/attributes"),
        InstallScope.Global => Configured("--global") ?? Path.Combine(UserFolder(), "git", "attributes"),
        _ => SystemFile(),
    };

    /// <summary>All files that git reads for a repository, from those that yield to those that win, as far as they exist.</summary>
    public static IReadOnlyList<string> All(GitRepository? repository)
    {
        string[] user = [.. IsSystemRead() ? [SystemFile()] : Array.Empty<string>(), Configured() ?? Of(InstallScope.Global, null)];
        string[] own = repository is null ? [] : [.. Committed(repository), Of(InstallScope.Local, repository)];
        return [.. user.Concat(own).Where(File.Exists)];
    }

    /// <summary>The <c>.gitattributes</c> of a work tree that are in the index or could be added to it.</summary>
    public static IReadOnlyList<string> Committed(GitRepository repository) =>
        [
            .. repository.Need("list .gitattributes", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ".gitattributes", "**/.gitattributes").Entries
                .Distinct()
                .OrderBy(path => path.Count(c => c == '/')).ThenBy(path => path, StringComparer.Ordinal)
                .Select(path => Path.Combine(repository.Root, path)),
        ];

    /// <summary>What lines of these files say about notebooks.</summary>
    public static IReadOnlyList<AttributeClaim> Claims(IEnumerable<string> files, GitRepository? repository) =>
    [
        .. from file in files
           from line in AttributesFile.Read(file).Lines.Index()
           where line.Item.IsForNotebooks
           from attribute in Attributes
           let value = line.Item.ValueOf(attribute)
           where value is not null
           select new AttributeClaim(Shown(file, repository), line.Index + 1, line.Item.Shown, line.Item.Pattern!, attribute, value),
    ];

    /// <summary>A path as people read it: from the top of the work tree, where it is inside.</summary>
    public static string Shown(string path, GitRepository? repository) =>
        repository is not null && path.StartsWith(repository.Root + "/", StringComparison.Ordinal) ? path[(repository.Root.Length + 1)..] : path;

    /// <summary>A path as a user writes it: <c>~</c> is the home folder.</summary>
    public static string AtHome(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Environment.GetEnvironmentVariable("HOME") + path[1..] : path;

    private static string? Configured(params string[] scope) =>
        GitProgram.Run(null, ["config", .. scope, "--type=path", "--get", "core.attributesFile"]) is { IsGood: true, Text: { Length: > 0 } path } ? path : null;

    private static string UserFolder() => Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", ".config");

    private static bool IsSystemRead() => Environment.GetEnvironmentVariable("GIT_ATTR_NOSYSTEM") is null or "" or "0" or "false";

    private static string SystemFile()
    {
        // git 2.42 and later say it themselves. Before, it is beside the system's configuration.
        if (GitProgram.Run(null, ["var", "GIT_ATTR_SYSTEM"]) is { IsGood: true, Text: { Length: > 0 } told })
        {
            return told;
        }

        GitResult listed = GitProgram.Run(null, ["config", "--system", "--list", "--null", "--show-origin"]);
        string? file = listed is { IsGood: true, Fields: [var origin, ..] } ? origin : null;
        file = file?.StartsWith("file:", StringComparison.Ordinal) == true ? file["file:".Length..] : Environment.GetEnvironmentVariable("GIT_CONFIG_SYSTEM");
        return Path.Combine(Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : "/etc", "gitattributes");
    }
}

namespace Deckle.Tool.Git.Configuring;

/// <summary>Where entries stand: a configuration and its gitattributes file.</summary>
internal sealed record InstallPlace(InstallScope Scope, GitRepository? Repository, string Attributes)
{
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-no-repository</c>.</exception>
    public static InstallPlace Of(InstallRequest request)
    {
        GitRepository? repository = request.Scope == InstallScope.Local ? GitRepository.Find() : null;
        return new InstallPlace(request.Scope, repository, request.Attributes is { } path ? Full(path) : AttributeFiles.Of(request.Scope, repository));
    }

    public GitConfig Config => new(Repository?.Root);

    public string Shown => Scope switch
    {
        InstallScope.Global => "for this user",
        InstallScope.System => "on this machine",
        _ => $"in repository '{Repository!.Root}'",
    };

    /// <summary>The gitattributes files that git reads beside ours: of the repository, or of user and machine.</summary>
    public IReadOnlyList<string> Files =>
        [.. (Repository is null ? AttributeFiles.All(null) : [.. AttributeFiles.Committed(Repository).Where(File.Exists), AttributeFiles.Of(Scope, Repository)]).Append(Attributes).Distinct()];

    public string ShownPath(string path) => AttributeFiles.Shown(path, Repository);

    private static string Full(string path) =>
        Path.GetFullPath(path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", path[2..]) : path);
}

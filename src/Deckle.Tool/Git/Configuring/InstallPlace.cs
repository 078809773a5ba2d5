namespace Deckle.Tool.Git.Configuring;

/// <summary>Where entries stand: a configuration and its gitattributes file.</summary>
internal sealed record InstallPlace(InstallScope Scope, GitRepository? Repository, string Attributes)
{
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-no-repository</c>.</exception>
    public static InstallPlace Of(InstallRequest request)
    {
        GitRepository? repository = request.Scope == InstallScope.Local ? GitRepository.Find() : null;
        return new InstallPlace(request.Scope, repository, request.Attributes is { } path ? Path.GetFullPath(AttributeFiles.AtHome(path)) : AttributeFiles.Of(request.Scope, repository));
    }

    public GitConfig Config => new(Repository?.Root);

    public string Shown => Scope switch
    {
        InstallScope.Global => "for this user",
        InstallScope.System => "on this machine",
        _ => $"in repository '{Repository!.Root}'",
    };

    /// <summary>The gitattributes files of this place: of the repository all, else the one of the user or the machine.</summary>
    public IReadOnlyList<string> Files =>
        [.. (Repository is null ? [] : AttributeFiles.Committed(Repository)).Append(AttributeFiles.Of(Scope, Repository)).Append(Attributes).Where(File.Exists).Distinct()];

    /// <summary>What those files say about notebooks.</summary>
    public IReadOnlyList<AttributeClaim> Claims => AttributeFiles.Claims(Files, Repository);

    /// <summary>What the files say that yield to these: in a repository those of the user and the machine.</summary>
    public IReadOnlyList<AttributeClaim> YieldingClaims => AttributeFiles.Claims(AttributeFiles.All(null).Except(Files), Repository);

    public string ShownPath(string path) => AttributeFiles.Shown(path, Repository);
}

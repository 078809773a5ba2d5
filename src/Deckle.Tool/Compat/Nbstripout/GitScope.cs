using Deckle.Tool.Git;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>A level of git's configuration, and the file of attributes that goes with it.</summary>
/// <param name="Option">What <c>git config</c> calls it.</param>
internal sealed record GitScope(string Option)
{
    public static readonly GitScope Local = new("--local");
    public static readonly GitScope Global = new("--global");
    public static readonly GitScope System = new("--system");

    /// <summary>The value of a key; null where it has none.</summary>
    /// <exception cref="DeckleException"><c>git-missing</c>.</exception>
    public string? Get(string key) => Config(key) is { IsGood: true } result ? result.Text.Trim() : null;

    /// <summary>Calls <c>git config</c> on this level.</summary>
    /// <inheritdoc cref="Get" path="/exception"/>
    public GitResult Config(params IEnumerable<string> arguments) => GitProgram.Run(null, ["config", Option, .. arguments]);

    /// <summary>Where the attributes are that go with it; null outside of a repository.</summary>
    /// <inheritdoc cref="Get" path="/exception"/>
    public string? AttributesPath()
    {
        if (this == Local)
        {
            // nbstripout takes the work tree's own folder below .git; git reads attributes only in the one that all work trees share.
            return GitProgram.Run(null, ["rev-parse", "--git-path", "info/attributes"]) is { IsGood: true } found ? found.Text : null;
        }

        // git's own default; nbstripout asks for XDG_CONFIG_DIR, which git does not know.
        return this == Global ? AttributeFiles.Of(InstallScope.Global, repository: null)
            : Get("core.attributesFile") is { Length: > 0 } configured ? AttributeFiles.AtHome(configured)
            : SystemDefault();
    }

    // Beside the machine's configuration.
    private string SystemDefault()
    {
        const string Origin = "file:";
        string listed = Config("--list", "--show-origin", "-z").Text;
        string configuration = Environment.GetEnvironmentVariable("GIT_CONFIG_SYSTEM") is { Length: > 0 } named ? named
            : listed.StartsWith(Origin, StringComparison.Ordinal) ? listed[Origin.Length..listed.IndexOf('\0', StringComparison.Ordinal)]
            : "/etc/gitconfig";
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configuration)) ?? "/", "gitattributes");
    }
}

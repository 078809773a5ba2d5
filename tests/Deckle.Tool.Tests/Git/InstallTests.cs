namespace Deckle.Tool.Tests.Git;

public class InstallTests
{
    [Fact]
    public async Task Installing_says_what_it_writes_and_once_is_enough()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q");

        ProcessOutcome first = await folder.ShellAsync("deckle git install");
        string config = folder.Read(".git/config");
        ProcessOutcome second = await folder.ShellAsync("deckle git install");

        Snapshot.Match(folder.Shown(first) + "\n" + folder.Shown(config) + "\n" + folder.Read(".git/info/attributes") + "\n" + folder.Shown(second), "install");
        Assert.Equal(config, folder.Read(".git/config"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# mine\n*.png binary\n")]
    [InlineData("# mine\r\n\r\n*.png binary\r\n")]
    [InlineData("  *.png   binary")]
    [InlineData("\"a b.ipynb\" -diff\n[attr]mine -text\n*.ipynb text\n")]
    public async Task Uninstalling_leaves_what_was_there_before(string attributes)
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && git config filter.deckle.extrakeys metadata.mine && git config diff.other.textconv cat");
        string config = folder.Read(".git/config");
        folder.Write(".gitattributes", attributes);

        await folder.GoodAsync("deckle git install --attributes .gitattributes");
        string installed = folder.Read(".gitattributes");
        await folder.GoodAsync("deckle git uninstall --attributes .gitattributes");

        Assert.Contains("*.ipynb filter=deckle diff=deckle merge=deckle", installed, StringComparison.Ordinal);
        Assert.StartsWith(attributes.EndsWith('\n') || attributes.Length == 0 || attributes.Contains("a b", StringComparison.Ordinal) ? "" : attributes + "\n", installed, StringComparison.Ordinal);
        Assert.Equal(attributes.Length > 0 && !attributes.EndsWith('\n') ? attributes + "\n" : attributes, File.Exists(folder.Combine("repo/.gitattributes")) ? folder.Read(".gitattributes") : "");
        Assert.Equal(Settings(config), Settings(folder.Read(".git/config")));
    }

    [Fact]
    public async Task Line_ends_of_an_attributes_file_are_kept_and_exceptions_still_win()
    {
        using var folder = new GitFolder();
        folder.Write(".gitattributes", "*.png binary\r\nruns/*.ipynb -filter\r\n");
        await folder.GoodAsync("git init -q");

        await folder.GoodAsync("deckle git install --attributes .gitattributes");

        Assert.Equal("*.png binary\r\n*.ipynb filter=deckle diff=deckle merge=deckle\r\n*.zpln filter=deckle diff=deckle\r\nruns/*.ipynb -filter\r\n", folder.Read(".gitattributes"));
        Assert.Equal("runs/a.ipynb: filter: unset\na.ipynb: filter: deckle\n", await folder.GoodAsync("git check-attr filter runs/a.ipynb a.ipynb"));
    }

    [Fact]
    public async Task Exceptions_in_a_file_that_yields_are_told()
    {
        using var folder = new GitFolder();
        folder.Write(".gitattributes", "runs/*.ipynb -filter\n");
        await folder.GoodAsync("git init -q");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git install");

        Assert.Equal("note: 'runs/*.ipynb -filter' (.gitattributes:1) yields to the line in .git/info/attributes; to keep it, install with --attributes .gitattributes\n", outcome.Stderr);
    }

    [Fact]
    public async Task Values_of_others_are_reported_and_not_overwritten()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && git config filter.deckle.clean 'mine --clean' && git config filter.deckle.required false");

        ProcessOutcome refused = await folder.ShellAsync("deckle git install");
        string untouched = await folder.GoodAsync("git config --get-regexp deckle");
        ProcessOutcome removed = await folder.ShellAsync("deckle git uninstall");
        ProcessOutcome forced = await folder.ShellAsync("deckle git install --force");

        Assert.Equal(
            """
            ! error[git-config-taken]: git's configuration has other values where Deckle's would stand; nothing was changed
            ! found: filter.deckle.clean = mine --clean (.git/config)
            ! found: filter.deckle.required = false (.git/config)
            ! help: remove them, or replace them with --force
            ? 2

            """,
            refused.Transcript);
        Assert.Equal("filter.deckle.clean mine --clean\nfilter.deckle.required false\n", untouched);
        Assert.Contains("note: left filter.deckle.clean = mine --clean, which Deckle did not write\n", removed.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, forced.ExitCode);
        Assert.Equal("true\n", await folder.GoodAsync("git config filter.deckle.required"));
    }

    [Fact]
    public async Task Notebooks_in_lfs_are_left_there()
    {
        using var folder = new GitFolder();
        folder.Write(".gitattributes", "*.png filter=lfs diff=lfs merge=lfs -text\ndata/*.ipynb filter=lfs diff=lfs merge=lfs -text\n");
        await folder.GoodAsync("git init -q");

        ProcessOutcome refused = await folder.ShellAsync("deckle git install");

        Assert.Equal(
            """
            ! error[git-filter-taken]: notebooks already pass through the filter 'lfs', and a file passes through one only; nothing was changed
            ! found: data/*.ipynb filter=lfs diff=lfs merge=lfs -text (.gitattributes:2)
            ! help: let one of the lines end, or let Deckle's win with --force
            ? 2

            """,
            refused.Transcript);
        Assert.False(File.Exists(folder.Combine("repo/.git/info/attributes")));
        Assert.DoesNotContain("deckle", folder.Read(".git/config"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "home/.config/git/attributes")]
    [InlineData("git config --global core.attributesFile ~/mine", "home/mine")]
    [InlineData("export XDG_CONFIG_HOME=$HOME/xdg", "home/xdg/git/attributes")]
    public async Task All_repositories_of_a_user_share_an_attributes_file(string? before, string file)
    {
        using var folder = new GitFolder();

        await folder.GoodAsync($"{before ?? "true"} && deckle git install --global");
        string written = await File.ReadAllTextAsync(folder.Combine(file));
        folder.Write("a.ipynb", GitFolder.Notebook("1\n", "1"));
        string stored = await folder.GoodAsync($"{before ?? "true"} && git init -q && git add . && git show :a.ipynb");
        await folder.GoodAsync($"{before ?? "true"} && deckle git uninstall --global");

        Assert.Equal("*.ipynb filter=deckle diff=deckle merge=deckle\n*.zpln filter=deckle diff=deckle\n", written);
        Assert.Equal(GitFolder.Notebook(null, "1"), stored);
        Assert.False(File.Exists(folder.Combine(file)));
        Assert.Equal(1, (await folder.ShellAsync("git config --global --get-regexp '\\.deckle\\.'")).ExitCode);
    }

    [Fact]
    public async Task A_program_with_spaces_in_its_path_is_called()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync($"git init -q && mkdir \"../it's here\" && ln -s \"$(command -v deckle)\" \"../it's here/deckle\"");

        await folder.GoodAsync("\"../it's here/deckle\" git install");
        folder.Write("a.ipynb", GitFolder.Notebook("1\n", "1"));

        Assert.Equal(GitFolder.Notebook(null, "1"), await folder.GoodAsync("git add . && git show :a.ipynb"));
        Assert.Equal($"'{folder.Combine("it'\\''s here/deckle")}' git textconv\n", await folder.GoodAsync("git config diff.deckle.textconv"));
        Assert.Contains("# %% [code] cell-0", await folder.GoodAsync("git commit -qm one && git show"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_copy_of_the_program_takes_over()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && deckle git install --program /old/deckle --strict-filter");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git install --program '/new place/deckle'");

        Assert.Equal(
            """
            installed in repository '[FOLDER]/repo'
              set filter.deckle.process = /new place/deckle git filter-process
              set filter.deckle.clean = /new place/deckle git clean %f
              set filter.deckle.smudge = /new place/deckle git smudge %f
              set diff.deckle.textconv = /new place/deckle git textconv
              set merge.deckle.driver = /new place/deckle git merge-driver %O %A %B %L %P %S %X %Y
              set difftool.deckle.cmd = /new place/deckle diff --web "$LOCAL" "$REMOTE"
              set mergetool.deckle.cmd = /new place/deckle merge --web --out "$MERGED" "$BASE" "$LOCAL" "$REMOTE"

            """,
            folder.Shown(outcome));
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_written_is_one_error()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && touch .git/config.lock");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git install");

        Assert.Equal(
            """
            ! error[git-config-not-writable]: git's local configuration cannot be written: error: could not lock config file .git/config: File exists
            ! help: check who may write it; another git command may be writing it now
            ? 3

            """,
            outcome.Transcript);
        Assert.False(File.Exists(folder.Combine("repo/.git/info/attributes")) && folder.Read(".git/info/attributes").Contains("deckle", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("git install")]
    [InlineData("git uninstall")]
    [InlineData("git status")]
    public async Task Outside_of_a_repository_there_is_one_error(string command)
    {
        using var folder = new GitFolder();

        ProcessOutcome nowhere = await folder.ShellAsync($"deckle {command}");
        ProcessOutcome missing = await DeckleBinary.RunAsync(
            folder.Options() with { Environment = new Dictionary<string, string?>(folder.Options().Environment) { ["PATH"] = folder.Combine("home") } }, command.Split(' '));

        Assert.Equal("! error[git-no-repository]: '[FOLDER]/repo' is not in a git repository\n! help: go to a repository, or make one with `git init`\n? 2\n", folder.Shown(nowhere));
        Assert.Equal("! error[git-missing]: git is not on PATH\n! help: install git, or put its folder on PATH\n? 3\n", missing.Transcript);
    }

    private static string[] Settings(string config) => [.. config.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '[')];
}

namespace Deckle.Tool.Tests.Git;

public class MigrationTests
{
    // As nbstripout 0.9.1 writes it.
    private const string Nbstripout = """
        git init -q
        git config filter.nbstripout.clean '"/usr/bin/python3" -m nbstripout'
        git config filter.nbstripout.smudge cat
        git config filter.nbstripout.required true
        git config diff.ipynb.textconv '"/usr/bin/python3" -m nbstripout -t'
        """;

    private const string NbstripoutAttributes = "*.ipynb filter=nbstripout\n*.zpln filter=nbstripout\n*.ipynb diff=ipynb\n";

    [Fact]
    public async Task Nbstripout_is_in_the_way_until_it_is_migrated()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync(Nbstripout);
        await folder.GoodAsync("git config filter.nbstripout.extrakeys 'metadata.kernelspec cell.metadata.mine' && git config filter.nbstripout.keepmetadatakeys cell.metadata.collapsed");
        await File.WriteAllTextAsync(folder.Combine("repo/.git/info/attributes"), "# before\n" + NbstripoutAttributes + "# after\n");

        ProcessOutcome refused = await folder.ShellAsync("deckle git install");
        ProcessOutcome migrated = await folder.ShellAsync("deckle git install --migrate");
        ProcessOutcome again = await folder.ShellAsync("deckle git install --migrate");

        Snapshot.Match(
            string.Join('\n', folder.Shown(refused), folder.Shown(migrated), folder.Shown(folder.Read(".git/config")), folder.Read(".git/info/attributes"), folder.Shown(again)),
            "migrate");
    }

    [Fact]
    public async Task Committed_attributes_are_rewritten_line_by_line()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync(Nbstripout);
        folder.Write(".gitattributes", "*.png binary\r\n*.ipynb filter=nbstripout text\r\ndocs/*.ipynb diff=ipynb\r\nkept/*.ipynb -filter\r\n");
        folder.Write("sub/.gitattributes", "x/*.ipynb filter=nb-clean # no comment\n");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git install --migrate --attributes .gitattributes");

        Assert.Equal("*.png binary\r\n*.ipynb filter=deckle text\r\ndocs/*.ipynb diff=deckle\r\n*.zpln filter=deckle diff=deckle\r\nkept/*.ipynb -filter\r\n*.ipynb diff=deckle merge=deckle\r\n", folder.Read(".gitattributes"));
        Assert.Equal("x/*.ipynb filter=deckle # no comment\n", folder.Read("sub/.gitattributes"));
        Assert.Contains("replaced 'x/*.ipynb filter=nb-clean # no comment' in sub/.gitattributes", outcome.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("nbstripout", folder.Read(".git/config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nbdime_is_replaced()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync(
            "git init -q && git config diff.jupyternotebook.command 'git-nbdiffdriver diff' && git config merge.jupyternotebook.driver 'git-nbmergedriver merge %O %A %B %L %P'"
            + " && git config mergetool.nbdime.cmd 'git-nbmergetool merge' && git config merge.tool nbdime && git config mergetool.prompt false");
        folder.Write(".gitattributes", "*.ipynb\tdiff=jupyternotebook\n*.ipynb\tmerge=jupyternotebook\n");

        await folder.GoodAsync("deckle git install --migrate");

        Assert.Equal("*.ipynb diff=deckle merge=deckle\n", folder.Read(".gitattributes"));
        string config = folder.Read(".git/config");
        Assert.DoesNotContain("nbdi", config, StringComparison.Ordinal);
        Assert.DoesNotContain("nbme", config, StringComparison.Ordinal);
        Assert.Equal("deckle\n", await folder.GoodAsync("git config merge.tool"));
        Assert.Equal("false\n", await folder.GoodAsync("git config mergetool.prompt"));
    }

    [Fact]
    public async Task Without_being_told_nbdime_keeps_its_attributes()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && git config diff.jupyternotebook.command 'git-nbdiffdriver diff'");
        folder.Write(".gitattributes", "*.ipynb\tdiff=jupyternotebook\n*.ipynb\tmerge=jupyternotebook\n");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git install");

        Assert.Equal("*.ipynb filter=deckle\n*.zpln filter=deckle\n", folder.Read(".git/info/attributes"));
        Assert.Equal(
            "note: differences are left to 'jupyternotebook': '*.ipynb\tdiff=jupyternotebook' (.gitattributes:1)\n"
            + "note: merges are left to 'jupyternotebook': '*.ipynb\tmerge=jupyternotebook' (.gitattributes:2)\n"
            + "note: nbdime is still configured; remove it with: deckle git install --migrate\n",
            outcome.Stderr);
    }

    [Fact]
    public async Task Options_of_the_old_filter_are_not_lost_in_silence()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && git config filter.nb-clean.clean 'nb-clean clean --remove-empty-cells'");
        folder.Write(".gitattributes", "\n*.ipynb filter=nb-clean\n");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git install --migrate");

        Assert.Equal("note: what 'nb-clean clean --remove-empty-cells' was told to do beside its defaults is not carried over; say it in deckle.toml\n", outcome.Stderr);
        Assert.Equal("\n*.ipynb filter=deckle\n", folder.Read(".gitattributes"));
    }

    [Fact]
    public async Task What_the_user_chose_for_differences_holds_in_a_repository_too()
    {
        using var folder = new GitFolder();
        Directory.CreateDirectory(folder.Combine("home/.config/git"));
        await File.WriteAllTextAsync(folder.Combine("home/.config/git/attributes"), "*.ipynb diff=jupyternotebook\n");
        await folder.GoodAsync("git init -q");

        ProcessOutcome kept = await folder.ShellAsync("deckle git install");
        string attributes = folder.Read(".git/info/attributes");
        await folder.GoodAsync("deckle git install --force");

        Assert.Equal("note: differences are left to 'jupyternotebook': '*.ipynb diff=jupyternotebook' ([FOLDER]/home/.config/git/attributes:1)\n", folder.Shown(kept.Stderr));
        Assert.Equal("*.ipynb filter=deckle merge=deckle\n*.zpln filter=deckle\n", attributes);
        Assert.Equal("a.ipynb: diff: deckle\n", await folder.GoodAsync("git check-attr diff a.ipynb"));
    }
}

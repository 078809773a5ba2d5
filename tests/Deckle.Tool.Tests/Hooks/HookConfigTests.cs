namespace Deckle.Tool.Tests.Hooks;

public class HookConfigTests
{
    [Fact]
    public async Task Known_hooks_run_with_what_the_configuration_says()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage("a.md", "break  \n");
        await repository.Stage("a.txt", "bad  \n");
        await repository.Stage("vendor/b.txt", "bad  \n");
        await repository.Stage("docs/c.txt", "bad  \n");
        await repository.Stage("docs/c.py", "bad  \n");
        await repository.Stage("lib/d.py", "bad  \n");
        await repository.Stage(
            ".pre-commit-config.yaml",
            """
            exclude: ^vendor/
            repos:
            - repo: https://github.com/pre-commit/pre-commit-hooks
              rev: v5.0.0
              hooks:
              - id: trailing-whitespace
                alias: prose
                args: [--markdown-linebreak-ext=md]
                types_or: [markdown, plain-text]
              - id: trailing-whitespace
                name: code
                files: |
                    (?x)^(
                        docs/.*\.py|   # the pages
                        lib/.*
                    )$
                exclude: (?P<folder>lib)/\Z|^lib/d

            """);

        (_, string[] all) = await repository.Run("");
        (_, string[] alias) = await repository.Run("prose");

        Assert.Equal(
            [
                "trailing-whitespace: a.txt:1: trailing whitespace",
                "trailing-whitespace: docs/c.txt:1: trailing whitespace",
                "trailing-whitespace: docs/c.py:1: trailing whitespace",
            ],
            all);
        Assert.Equal(all[..2], alias);
    }

    [Fact]
    public async Task What_only_pre_commit_can_run_is_named_once()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage(
            ".pre-commit-config.yaml",
            """
            repos:
            - repo: https://github.com/psf/black
              rev: 24.1.0
              hooks: [{id: black}, {id: black-jupyter}]
            - repo: https://example.org/mirrors/pre-commit-hooks.git
              rev: v5.0.0
              hooks: [{id: check-yaml}, {id: check-ast}]
            - repo: https://example.org/else
              rev: v1
              hooks: [{id: check-json}]
            - repo: local
              hooks:
              - {id: own, name: own, entry: ./own.sh, language: script}
              - {id: ws, name: spaces, entry: trailing-whitespace-fixer, language: python, additional_dependencies: [pre-commit-hooks]}
            - repo: meta
              hooks: [{id: identity}]

            """);

        ProcessOutcome outcome = await repository.Shell("deckle hook run");

        Assert.Equal(
            """
            check yaml...............................................................Passed
            spaces...................................................................Passed
            ! not run here: black, black-jupyter (https://github.com/psf/black)
            ! not run here: check-ast (https://example.org/mirrors/pre-commit-hooks.git)
            ! not run here: check-json (https://example.org/else)
            ! not run here: own (local)
            ! not run here: identity (meta)

            """,
            outcome.Transcript);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("- repo: x", ":1: the file is a list, and must be a mapping of keys to values")]
    [InlineData("repo: []", ":1: the file has no key 'repos'")]
    [InlineData("repos:\n- repo: [", ":3: not YAML: ")]
    [InlineData("repos:\n- repo: local\n  hooks:\n  - name: x", ":4: a hook has no key 'id'")]
    [InlineData("repos:\n- repo: x\n  hooks: []", ":2: the repository x has no key 'rev'")]
    [InlineData("repos:\n- repo: x\n  rev: 1.0\n  hooks: []", ":3: rev is 1.0, and must be a text: quote it")]
    [InlineData("repos: []\nexclude: '['", ":2: exclude: '[' is no regular expression: unterminated character set at position 0")]
    [InlineData("repos: []\nfail_fast: perhaps", ":2: fail_fast is perhaps, and must be true or false")]
    [InlineData("repos: []\ndefault_stages: [lunch]", ":2: default_stages: 'lunch' is none of commit-msg, ")]
    [InlineData("repos: []\ndefault_install_hook_types: [manual]", ":2: default_install_hook_types: 'manual' is none of commit-msg, ")]
    [InlineData("repos:\n- repo: a/pre-commit-hooks\n  rev: v1\n  hooks:\n  - id: check-added-large-files\n    args: [--maxkb=many]", ":6: check-added-large-files: argument --maxkb: invalid int value: 'many'")]
    [InlineData("repos:\n- repo: a/pre-commit-hooks\n  rev: v1\n  hooks:\n  - id: check-json\n    args: [1]", ":6: an item of args is 1, and must be a text: quote it")]
    [InlineData("repos:\n- repo: a/black\n  rev: v1\n  hooks:\n  - id: black\n    types: [pythn]", ":6: types: 'pythn' is no type of file; did you mean python?")]
    [InlineData("repos:\n- repo: a/nbstripout\n  rev: v1\n  hooks:\n  - id: nbstripout\n    args: [--keep-everything]", ":6: nbstripout: unrecognized arguments: --keep-everything")]
    public async Task A_bad_configuration_is_told_by_line_and_reason(string yaml, string reason)
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write(".pre-commit-config.yaml", yaml);

        ProcessOutcome outcome = await repository.Shell("deckle hook run");

        Assert.StartsWith("error[hook-config-invalid]: .pre-commit-config.yaml", outcome.Stderr, StringComparison.Ordinal);
        Assert.Contains(reason, outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public async Task A_configuration_with_unstaged_changes_is_refused()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage(".pre-commit-config.yaml", "repos: []\n");
        repository.Write(".pre-commit-config.yaml", "repos: []\n# more\n");

        ProcessOutcome staged = await repository.Shell("deckle hook run");
        ProcessOutcome all = await repository.Shell("deckle hook run --all-files");

        Assert.StartsWith("error[hook-config-not-staged]: ", staged.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, staged.ExitCode);
        Assert.Equal(0, all.ExitCode);
    }

    [Fact]
    public async Task Hooks_are_skipped_by_the_environment()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage("a.txt", "bad  \n\n");

        ProcessOutcome outcome = await repository.Shell("deckle hook run trailing-whitespace end-of-file-fixer", ("SKIP", "end-of-file-fixer, trailing-whitespace,,other"));

        Assert.Equal(
            """
            trim trailing whitespace................................................Skipped
            fix end of files........................................................Skipped

            """,
            outcome.Transcript);
    }

    [Theory]
    [InlineData("", "fail_fast: true\n", "")]
    [InlineData("", "", ", fail_fast: true")]
    [InlineData(" --fail-fast", "", "")]
    public async Task Nothing_runs_or_mends_after_the_first_failure_where_that_is_wanted(string option, string top, string hook)
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage("a.txt", "bad  \n\n");
        await repository.Stage(
            ".pre-commit-config.yaml",
            $"repos:\n- repo: https://github.com/pre-commit/pre-commit-hooks\n  rev: v5.0.0\n  hooks: [{{id: check-yaml}}, {{id: trailing-whitespace{hook}}}, {{id: end-of-file-fixer}}]\n{top}");

        ProcessOutcome outcome = await repository.Shell($"deckle hook run --fix{option}");

        Assert.DoesNotContain("fix end of files", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal("bad\n\n", repository.Read("a.txt"));
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public async Task Settings_choose_hooks_where_there_is_no_other_configuration()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write("deckle.toml", "[hook]\nrun = [\"check-added-large-files --maxkb=1\", \"notebook-clean\"]\nexclude = '^raw/'\n\n[[strip.rule]]\npaths = [\"runs/*.ipynb\"]\nkeep-output = true\n");
        const string Notebook = """{"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}], "source": ""}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}""";
        await repository.Stage("a.txt", new string('x', 2000));
        await repository.Stage("raw/a.txt", new string('x', 2000));
        await repository.Stage("a.ipynb", Notebook);
        await repository.Stage("runs/a.ipynb", Notebook);

        (_, string[] messages) = await repository.Run("");
        ProcessOutcome fixing = await repository.Shell("deckle hook run deckle-strip --fix");

        Assert.Equal(["check-added-large-files: a.txt (2 KB) exceeds 1 KB.", "notebook-clean: a.ipynb: cell 0: output stream:stdout"], messages);
        Assert.Contains("Fixing a.ipynb", fixing.Stdout, StringComparison.Ordinal);
        Assert.Equal(Notebook.Replace("""[{"output_type": "stream", "name": "stdout", "text": "x"}]""", "[]", StringComparison.Ordinal), repository.Read("a.ipynb"));
        Assert.Equal(Notebook, repository.Read("runs/a.ipynb"));
    }
}

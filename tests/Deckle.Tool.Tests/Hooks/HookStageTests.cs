namespace Deckle.Tool.Tests.Hooks;

public class HookStageTests
{
    [Fact]
    public async Task A_push_is_checked_by_what_it_sends()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write("old.txt", "bad for long  \n");
        await repository.Commit();
        await repository.Good("git init -q --bare ../remote && git remote add origin ../remote && git push -q origin main && deckle hook install -t pre-push");
        repository.Write("new.txt", "bad  \n");
        await repository.Commit();
        repository.Write("new.txt", "mended, but not committed\n");

        ProcessOutcome bad = await repository.Shell("git push -q origin main");
        ProcessOutcome branch = await repository.Shell("git push -q origin HEAD:other");
        await repository.Commit();
        ProcessOutcome good = await repository.Shell("git push -q origin main");
        ProcessOutcome deletion = await repository.Shell("git push -q origin main:third && git push -q origin :third");

        Assert.Contains("new.txt:1: trailing whitespace", bad.Stdout + bad.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("old.txt", bad.Stdout + bad.Stderr, StringComparison.Ordinal);
        Assert.NotEqual(0, bad.ExitCode);
        Assert.Contains("new.txt:1: trailing whitespace", branch.Stdout + branch.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("old.txt", branch.Stdout + branch.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, good.ExitCode);
        Assert.Equal(0, deletion.ExitCode);
    }

    [Fact]
    public async Task A_first_push_sends_everything_and_every_branch_of_a_push_counts()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write("root.txt", "bad  \n");
        await repository.Commit();
        await repository.Good("git checkout -q -b second");
        repository.Write("second.txt", "bad  \n");
        await repository.Commit();
        await repository.Good("git init -q --bare ../remote && git remote add origin ../remote && deckle hook install -t pre-push");

        ProcessOutcome outcome = await repository.Shell("git push -q origin main second");

        Assert.Contains("root.txt:1: trailing whitespace", outcome.Stdout + outcome.Stderr, StringComparison.Ordinal);
        Assert.Contains("second.txt:1: trailing whitespace", outcome.Stdout + outcome.Stderr, StringComparison.Ordinal);
        Assert.NotEqual(0, outcome.ExitCode);
    }

    [Fact]
    public async Task A_former_hook_of_a_push_reads_the_same_lines()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write("a.txt", "bad  \n");
        await repository.Commit();
        await repository.Good("git init -q --bare ../remote && mkdir -p .git/hooks && printf '#!/bin/sh\\ncat > ../lines\\necho \"$@\" >> ../lines\\n' > .git/hooks/pre-push && chmod +x .git/hooks/pre-push && deckle hook install -t pre-push");

        ProcessOutcome outcome = await repository.Shell("git push -q ../remote main");

        Assert.Matches("^refs/heads/main [0-9a-f]+ refs/heads/main 0+\n../remote ../remote\n$", repository.Read("../lines"));
        Assert.Contains("a.txt:1: trailing whitespace", outcome.Stdout + outcome.Stderr, StringComparison.Ordinal);
        Assert.NotEqual(0, outcome.ExitCode);
    }

    [Fact]
    public async Task The_message_of_a_commit_is_a_file()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage(".pre-commit-config.yaml", "repos:\n- repo: https://github.com/pre-commit/pre-commit-hooks\n  rev: v5.0.0\n  hooks:\n  - {id: trailing-whitespace, stages: [commit-msg]}\n");
        await repository.Good("git worktree prune; deckle hook install -t commit-msg");

        ProcessOutcome bad = await repository.Shell("git commit -q -m 'subject  ' --cleanup=verbatim");
        ProcessOutcome good = await repository.Shell("git commit -q -m 'subject'");

        Assert.Contains(".git/COMMIT_EDITMSG:1: trailing whitespace", bad.Stdout + bad.Stderr, StringComparison.Ordinal);
        Assert.Equal(1, bad.ExitCode);
        Assert.Equal(0, good.ExitCode);
    }

    [Theory]
    [InlineData("pre-commit", "end-of-file-fixer trailing-whitespace")]
    [InlineData("push", "check-json end-of-file-fixer")]
    [InlineData("manual", "end-of-file-fixer check-yaml")]
    [InlineData("post-commit", "")]
    public async Task A_hook_runs_in_its_stages(string stage, string ids)
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage(
            ".pre-commit-config.yaml",
            """
            default_stages: [push]
            repos:
            - repo: https://github.com/pre-commit/pre-commit-hooks
              rev: v5.0.0
              hooks:
              - id: check-json
              - id: end-of-file-fixer
              - {id: trailing-whitespace, stages: [commit]}
              - {id: check-yaml, stages: [manual]}

            """);

        ProcessOutcome outcome = await repository.Shell(
            $"deckle hook run --json --hook-stage {stage} | grep -o '\"id\": \"[^\"]*' | cut -d '\"' -f 4 | tr '\\n' ' '");

        Assert.Equal(ids, outcome.Stdout.Trim());
    }
}

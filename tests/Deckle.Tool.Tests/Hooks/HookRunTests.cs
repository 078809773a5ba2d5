namespace Deckle.Tool.Tests.Hooks;

public class HookRunTests
{
    [Fact]
    public async Task What_is_staged_is_checked_and_not_the_work_tree()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage("bad.txt", "trailing  \n");
        await repository.Stage("good.txt", "good\n");
        repository.Write("bad.txt", "mended\n");
        repository.Write("good.txt", "worse  \n");

        (int exitCode, string[] messages) = await repository.Run("trailing-whitespace");

        Assert.Equal(["trailing-whitespace: bad.txt:1: trailing whitespace"], messages);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task All_files_and_named_files_are_those_of_the_work_tree()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage("a.txt", "good\n");
        await repository.Stage("sub/b.txt", "bad  \n");
        repository.Write("a.txt", "bad  \n");
        repository.Write("untracked.txt", "bad  \n");

        (_, string[] all) = await repository.Run("trailing-whitespace --all-files");
        ProcessOutcome named = await repository.Shell("cd sub && deckle hook run trailing-whitespace --files b.txt ../untracked.txt gone.txt");

        Assert.Equal(["trailing-whitespace: a.txt:1: trailing whitespace", "trailing-whitespace: sub/b.txt:1: trailing whitespace"], all);
        Assert.Contains("sub/b.txt:1: trailing whitespace\nuntracked.txt:1: trailing whitespace\n", named.Stdout, StringComparison.Ordinal);
        Assert.Contains("note: sub/gone.txt is not there\n", named.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_new_files_are_too_large()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write("grown.bin", "small\n");
        await repository.Good("head -c 600000 /dev/zero > old.bin");
        await repository.Commit();
        await repository.Good("head -c 600000 /dev/zero > grown.bin; head -c 600001 /dev/zero > 'größer 1.bin'; git mv old.bin moved.bin; git add -A");

        (_, string[] messages) = await repository.Run("check-added-large-files");

        Assert.Equal(["check-added-large-files: größer 1.bin (586 KB) exceeds 500 KB."], messages);
    }

    [Fact]
    public async Task Files_that_lfs_stores_may_be_large()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write(".gitattributes", "*.bin filter=lfs\n");
        await repository.Good("git config filter.lfs.clean cat; head -c 600000 /dev/zero | tee 'größe.bin' > plain.dat; git add -A");

        (_, string[] messages) = await repository.Run("check-added-large-files");

        Assert.Equal(["check-added-large-files: plain.dat (586 KB) exceeds 500 KB."], messages);
    }

    [Theory]
    [InlineData("ordinary")]
    [InlineData("unborn")]
    [InlineData("detached")]
    [InlineData("worktree")]
    [InlineData("submodule")]
    public async Task A_repository_is_checked_in_every_state(string state)
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        if (state != "unborn")
        {
            await repository.Commit();
        }

        string folder = state switch { "worktree" => "../other tree", "submodule" => "sub", _ => "." };
        await repository.Good(state switch
        {
            "detached" => "git checkout -q --detach",
            "worktree" => "git worktree add -q -b other '../other tree'",
            "submodule" => "git clone -q . ../module && git submodule --quiet add ../module sub && git -C sub checkout -q -b work",
            _ => "true",
        });

        ProcessOutcome outcome = await repository.Shell(
            $"cd '{folder}' && printf '  \\n' > 'ä b.md' && git add . && deckle hook run --json trailing-whitespace no-commit-to-branch");

        Assert.Contains("ä b.md:1: trailing whitespace", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal(state is "ordinary" or "unborn", outcome.Stdout.Contains("branch 'main' is protected", StringComparison.Ordinal));
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public async Task Renamed_files_are_checked_under_their_new_name_and_deleted_ones_not_at_all()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write("old.txt", "one  \ntwo\nthree\nfour\nfive\n");
        repository.Write("gone.txt", "x  \n");
        await repository.Commit();
        await repository.Good("git mv old.txt new.txt && git rm -q gone.txt");

        (_, string[] messages) = await repository.Run("trailing-whitespace");

        Assert.Equal(["trailing-whitespace: new.txt:1: trailing whitespace"], messages);
    }

    [Fact]
    public async Task Links_and_submodules_are_no_texts()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Commit();
        await repository.Good("ln -s 'nowhere ' link.txt && git clone -q . ../module && git submodule --quiet add ../module sub && git add -A");

        (int exitCode, string[] messages) = await repository.Run("trailing-whitespace end-of-file-fixer check-symlinks");

        Assert.Equal(["check-symlinks: link.txt: Broken symlink"], messages);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task In_a_merge_only_what_it_could_not_settle_is_checked()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        repository.Write("both.txt", "base\n");
        await repository.Commit();
        await repository.Good("git checkout -q -b theirs");
        repository.Write("both.txt", "theirs\n");
        repository.Write("theirs.txt", "came in  \n");
        await repository.Commit();
        await repository.Good("git checkout -q main");
        repository.Write("both.txt", "ours\n");
        await repository.Commit();
        await repository.Shell("git merge theirs");

        ProcessOutcome unmerged = await repository.Shell("deckle hook run");
        await repository.Stage("both.txt", "<<<<<<< HEAD\nours  \n=======\ntheirs\n>>>>>>> theirs\n");
        (_, string[] messages) = await repository.Run("check-merge-conflict trailing-whitespace");

        Assert.Equal(
            """
            ! error[hook-unmerged]: both.txt still has conflicts
            ! help: resolve them and stage the files: git add FILE
            ? 2

            """,
            unmerged.Transcript);
        Assert.Equal(
            [
                "check-merge-conflict: both.txt:1: Merge conflict string '<<<<<<<' found",
                "check-merge-conflict: both.txt:3: Merge conflict string '=======' found",
                "check-merge-conflict: both.txt:5: Merge conflict string '>>>>>>>' found",
                "trailing-whitespace: both.txt:2: trailing whitespace",
            ],
            messages);
    }

    [Fact]
    public async Task Fixing_mends_the_work_tree_and_stages_nothing()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage("a.txt", "one  \ntwo\n\n\n");

        ProcessOutcome fixing = await repository.Shell("deckle hook run --fix trailing-whitespace end-of-file-fixer");
        ProcessOutcome again = await repository.Shell("git add -A && deckle hook run trailing-whitespace end-of-file-fixer");

        Assert.Equal("one\ntwo\n", repository.Read("a.txt"));
        Assert.Equal(2, fixing.Stdout.Split("- files were modified by this hook\n\nFixing a.txt\n").Length - 1);
        Assert.Equal(1, fixing.ExitCode);
        Assert.Equal(0, again.ExitCode);
    }

    [Fact]
    public async Task A_file_with_unstaged_changes_is_not_fixed()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Stage("a.txt", "one  \n");
        repository.Write("a.txt", "one  \nmore to come");

        ProcessOutcome outcome = await repository.Shell("deckle hook run --fix trailing-whitespace");

        Assert.Equal("one  \nmore to come", repository.Read("a.txt"));
        Assert.Contains("a.txt: not fixed: it has changes that are not staged; stage or stash them first\n", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public async Task Fixing_keeps_mode_and_line_ends_of_the_work_tree()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Good("git config core.autocrlf true; printf '#!/bin/sh  \\r\\necho\\r\\n' > a.sh; chmod +x a.sh; git add a.sh 2>/dev/null");

        await repository.Shell("deckle hook run --fix trailing-whitespace");

        Assert.Equal("#!/bin/sh\r\necho\r\n", repository.Read("a.sh"));
        Assert.Equal("a.sh\n", await repository.Good("find . -name a.sh -perm -100 -printf '%f\\n'"));
    }

    [Fact]
    public async Task A_range_is_checked_as_its_end_has_it()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Commit();
        repository.Write("a.txt", "bad  \n");
        await repository.Commit();
        repository.Write("a.txt", "good\n");
        repository.Write("b.txt", "bad  \n");
        await repository.Commit();

        (_, string[] early) = await repository.Run("trailing-whitespace --from-ref HEAD~2 --to-ref HEAD~1");
        (_, string[] both) = await repository.Run("trailing-whitespace --from-ref HEAD~2 --to-ref HEAD");
        ProcessOutcome unknown = await repository.Shell("deckle hook run --from-ref nowhere --to-ref HEAD");

        Assert.Equal(["trailing-whitespace: a.txt:1: trailing whitespace"], early);
        Assert.Equal(["trailing-whitespace: b.txt:1: trailing whitespace"], both);
        Assert.StartsWith("error[hook-revision-unknown]: cannot compare nowhere and HEAD: ", unknown.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
    }

    [Fact]
    public async Task Many_files_and_large_ones_are_read_in_parts()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Good("for i in 1 2 3; do { head -c 30000000 /dev/zero; printf 'x  \\n'; } > $i.txt; done; : > empty.txt; for i in $(seq 300); do echo \"$i  \" > n$i.txt; done; git add -A");

        (_, string[] messages) = await repository.Run("trailing-whitespace");

        Assert.Equal(303, messages.Length);
        Assert.Contains("trailing-whitespace: 2.txt:1: trailing whitespace", messages);
        Assert.Contains("trailing-whitespace: n300.txt:1: trailing whitespace", messages);
    }

    [Theory]
    [InlineData("--all-files --files a", "error[usage]: --all-files and --files are different files; give one of them\n")]
    [InlineData("--from-ref HEAD", "error[usage]: --from-ref and --to-ref go together; give both\n")]
    [InlineData("--hook-stage commit-msg", "error[usage]: --hook-stage commit-msg is about a message; name its file with --commit-msg-filename\n")]
    [InlineData("--hook-stage lunch", "error[usage]: --hook-stage lunch: must be one of commit-msg, ")]
    [InlineData("trailing-whitespac", "error[hook-unknown]: there is no hook 'trailing-whitespac'\n")]
    [InlineData("--config nowhere.yaml", "error[hook-config-missing]: there is no file nowhere.yaml\n")]
    [InlineData("--files /etc/passwd", "error[hook-file-outside]: /etc/passwd is not in the repository ")]
    public async Task A_wrong_command_line_is_refused(string arguments, string error)
    {
        using HookRepository repository = await HookRepository.CreateAsync();

        ProcessOutcome outcome = await repository.Shell($"deckle hook run {arguments}");

        Assert.StartsWith(error, outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public async Task Outside_a_repository_there_is_one_clear_line()
    {
        using var folder = new TemporaryFolder();

        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, "hook", "run");

        Assert.StartsWith("error[git-no-repository]: ", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public async Task Names_of_files_cannot_move_the_cursor()
    {
        using HookRepository repository = await HookRepository.CreateAsync();
        await repository.Good("printf 'x  \\n' > \"$(printf 'a\\033[2Kb.txt')\"; git add -A");

        ProcessOutcome outcome = await repository.Shell("deckle hook run trailing-whitespace");

        Assert.Contains("a\\x1b[2Kb.txt:1: trailing whitespace", outcome.Stdout, StringComparison.Ordinal);
    }
}

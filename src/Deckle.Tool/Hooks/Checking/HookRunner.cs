using Deckle.Audit.Hygiene;
using Deckle.Stores;
using Deckle.Tool.Git;
using Deckle.Tool.Hooks.Selecting;

namespace Deckle.Tool.Hooks.Checking;

/// <summary>
/// Runs hooks over files. Each file is read once and shown to all hooks in their order, a later one seeing what an earlier one mended,
/// as if they had run one after the other.
/// </summary>
internal sealed class HookRunner(GitRepository repository, IReadOnlyList<Hook> hooks)
{
    /// <summary>Whether what can be mended is written to the work tree.</summary>
    public bool IsFixing { get; init; }

    /// <summary>Whether nothing runs after the first hook that fails.</summary>
    public bool FailsFast { get; init; }

    /// <summary>Ids and aliases that are left out.</summary>
    public IReadOnlySet<string> Skipped { get; init; } = new HashSet<string>();

    /// <returns>The outcomes in the order of the hooks; none of those that were not reached.</returns>
    public IReadOnlyList<HookOutcome> Run(FileSelection selection)
    {
        HygieneContext context = HookContext.Of(repository, selection.Files, selection.Added);
        HookTally[] tallies = [.. hooks.Select(hook => new HookTally(hook, Skipped.Contains(hook.Id) || Skipped.Contains(hook.Alias)))];
        var mended = new List<MendedFile>();
        foreach (LoadedFile file in Load(selection, tallies))
        {
            if (Check(file, tallies, context) is MendedFile changed)
            {
                mended.Add(changed);
            }
        }

        foreach (HookTally tally in tallies)
        {
            tally.CheckRepository(context);
        }

        int reached = Reached(tallies);
        Write(selection, mended, tallies, reached, context);
        return [.. tallies.Take(reached).Select(tally => tally.Outcome)];
    }

    private IEnumerable<LoadedFile> Load(FileSelection selection, HookTally[] tallies)
    {
        CheckedFile[] wanted = [.. selection.Files.Where(file => tallies.Any(tally => tally.Hook.AcceptsName(file.Path)))];
        return selection.IsStored ? new StoredFiles(repository).Read(wanted) : new WorkTreeFiles(repository).Read(wanted);
    }

    private MendedFile? Check(LoadedFile loaded, HookTally[] tallies, HygieneContext context)
    {
        MendedFile? mended = null;
        HygieneFile file = loaded.File;
        for (int i = 0; i < tallies.Length; i++)
        {
            if (!tallies[i].Accepts(loaded) || tallies[i].Check(file, context) is not { IsClean: false } report)
            {
                continue;
            }

            if (IsFixing && report.Fix is { } fix)
            {
                mended ??= new MendedFile(loaded.Entry);
                mended.Steps.Add((i, fix));
                file = new HygieneFile(file.Path, fix.Content) { IsExecutable = file.IsExecutable, IsExecutableInIndex = file.IsExecutableInIndex };
            }
            else
            {
                tallies[i].Add(report);
            }
        }

        return mended;
    }

    private int Reached(HookTally[] tallies)
    {
        int failed = Array.FindIndex(tallies, tally => tally.Outcome.Status == HookStatus.Failed && (FailsFast || tally.Hook.FailsFast));
        return failed < 0 ? tallies.Length : failed + 1;
    }

    private void Write(FileSelection selection, List<MendedFile> mended, HookTally[] tallies, int reached, HygieneContext context)
    {
        HashSet<string> changed = mended.Count > 0 && selection.IsStored ? Changed(selection) : [];
        foreach (MendedFile file in mended)
        {
            (int Hook, HygieneFix Fix)[] steps = [.. file.Steps.Where(step => step.Hook < reached)];
            string? whyNot = changed.Contains(file.Entry.Path) ? "it has changes that are not staged; stage or stash them first" : null;
            if (whyNot is null && steps.Length > 0)
            {
                Write(selection, file.Entry, steps, tallies, context);
            }

            foreach ((int hook, HygieneFix fix) in steps)
            {
                tallies[hook].Add(new HookFix(file.Entry.Path, fix.Message, whyNot));
            }
        }
    }

    // What is stored may differ from the file by line ends or a filter's doing, so the file is mended for itself.
    private void Write(FileSelection selection, CheckedFile entry, (int Hook, HygieneFix Fix)[] steps, HookTally[] tallies, HygieneContext context)
    {
        ReadOnlyMemory<byte> content = steps[^1].Fix.Content;
        if (selection.IsStored)
        {
            HygieneFile file = new WorkTreeFiles(repository).Read([entry]).Single().File;
            foreach ((int hook, _) in steps)
            {
                file = tallies[hook].Hook.Check.Check(file, context).Fix is { } fix ? file with { Content = fix.Content } : file;
            }

            content = file.Content;
        }

        AtomicFile.Write(Path.Combine(repository.Root, entry.Path), content.Span);
    }

    private HashSet<string> Changed(FileSelection selection)
    {
        string[] commit = selection.Commit is string id ? [id] : [];
        return repository.Need("list unstaged changes", ["diff", "--name-only", "-z", "--no-ext-diff", "--no-renames", .. commit, "--"]).Entries.ToHashSet();
    }

    private sealed record MendedFile(CheckedFile Entry)
    {
        public List<(int Hook, HygieneFix Fix)> Steps { get; } = [];
    }
}
